# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody whose program is killed without a word and started again. The stories beside it say on
which pages, and what must be there then.
"""
import glob
import os
import shutil
import signal
import sys
import tempfile

import study
from person import Person, report

LOCKED = 'Your studies with others are locked'


class Story:
    """One data folder after the other; one person at a time."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.person, self.n = None, 0

    def path(self, name):
        return os.path.join(self.folder, name)

    def begin(self):
        """In a data folder in which nothing has happened."""
        self.n += 1
        return self.start()

    def start(self, *files):
        """Sees the start page, but where a file opens another page."""
        self.person = Person(self.program, self.path(str(self.n)), *files)
        self.person.open_window()
        if not files:
            self.person.see('Main Menu')
        return self.person

    def kill(self):
        self.person.process.send_signal(signal.SIGKILL)
        self.person.process.wait()

    def kill_and_start(self, *files):
        self.kill()
        return self.start(*files)

    def end(self):
        if self.person:
            self.person.end()


def open_keys(person):
    person.click(LOCKED, begins=True)
    person.fill('Passphrase', study.PASSPHRASE)
    person.key('Return')
    person.wait('the keys to be open', lambda: not person.find(LOCKED, begins=True))


def find_children(pid):
    """Of whichever thread."""
    found = []
    for path in glob.glob(f'/proc/{pid}/task/*/children'):
        with open(path, encoding='ascii') as children:
            found += [int(child) for child in children.read().split()]
    return found


def lives(pid):
    try:
        with open(f'/proc/{pid}/stat', encoding='ascii') as stat:
            return stat.read().rsplit(')', 1)[1].split()[0] != 'Z'
    except OSError:
        return False


def run(tell):
    """Lets a person be killed; tell is called with the story and step, as in report. The program is
    the first argument."""
    folder = tempfile.mkdtemp(prefix='jointly-killed.')
    story = Story(sys.argv[1], folder)
    try:
        report(lambda step: tell(story, step))
    finally:
        story.end()
        shutil.rmtree(folder, ignore_errors=True)
