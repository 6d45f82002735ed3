# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is killed without a word on one page after the other, and started again: what was
done is there, what was not is said, and nothing else is left.

    killed.py PROGRAM   under tests/support/run-ui.sh with JLY_UI_A11Y=atspi
"""
import os
import shutil
import signal
import sys
import tempfile

from person import Failure, Person, report


class Story:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.person, self.n = None, 0

    def begin(self):
        """In a data folder in which nothing has happened."""
        self.n += 1
        return self.start()

    def start(self):
        self.person = Person(self.program, os.path.join(self.folder, str(self.n)))
        self.person.open_window()
        return self.person

    def kill(self):
        self.person.process.send_signal(signal.SIGKILL)
        self.person.process.wait()

    def end(self):
        if self.person:
            self.person.end()


def go_to_figures(person):
    person.click('Joint Bid')
    person.click('Rehearse With Made-Up Partners', begins=True)
    person.click('Use the Sample')
    person.see('Rehearse With Two Made-Up Partners', enabled=True)


def kill_on_plain_pages(story):
    for keys, words in ((None, 'Joint Bid'), ('ctrl+n', 'Choose a Case'),
                        ('ctrl+comma', 'Make your keys'), ('F1', 'Search the help')):
        person = story.start()
        person.see('Joint Bid')
        if keys:
            person.key(keys)
        person.see(words)
        story.kill()
    person = story.start()
    go_to_figures(person)
    story.kill()


def tell(story, step):
    story.begin()
    story.kill()
    kill_on_plain_pages(story)
    person = story.start()
    person.see('Joint Bid')
    if person.find('Result ready') or person.find('Stopped'):
        raise Failure('there is a study that nobody began')
    step('killed on the start page, the cases, settings, help and figures, it begins as it was')

    go_to_figures(person)
    person.key('alt+r')
    person.wait('the result', lambda: person.find('Yes, together you can bid', True)
                or person.find('Not yet:', True))
    story.kill()
    story.start().see('Result ready')
    story.kill()
    step('killed on the page of a result, the result is kept')


def main():
    folder = tempfile.mkdtemp(prefix='jointly-killed.')
    story = Story(sys.argv[1], folder)
    try:
        report(lambda step: tell(story, step))
    finally:
        story.end()
        shutil.rmtree(folder, ignore_errors=True)


main()
