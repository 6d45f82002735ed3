# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is started a second time: the first one comes to the front, takes over the file or
the link that the second was given, and the second ends.

    instance.py PROGRAM   under tests/support/run-ui.sh with JLY_UI_A11Y=atspi
"""
import os
import subprocess
import sys
import tempfile

from person import Failure, PATIENCE_SECONDS, Person, report


class Owner(Person):
    """Without a data folder of its own, which would make each start a program of its own."""

    def __init__(self, program):
        self.command = [program]
        self.process = subprocess.Popen(self.command)
        self.window = None

    def start_again(self, *what):
        subprocess.run(self.command + list(what), check=True, timeout=PATIENCE_SECONDS)
        if len(self.windows()) != 1:
            raise Failure('there is a second window')


def tell(person, folder, step):
    person.open_window()
    person.see('Joint Bid')
    person.start_again()
    person.see('Joint Bid')
    step('a second start ends by itself, and there is one window')

    person.start_again('jointly:this-is-no-invitation')
    person.see('There is no invitation in this', begins=True)
    step('a link that it was given is shown by the first')

    path = os.path.join(folder, 'party.jointly')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('somebody’s letter')
    person.go_home()
    person.see('Joint Bid')
    person.start_again(path)
    person.see('There is no invitation in this', begins=True)
    step('so is a file')

    path = os.path.join(folder, 'sent.jointly-letters')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('no messages')
    person.go_home()
    person.start_again(path)
    person.see('Who are you, to the others?')
    step('messages ask for the keys that open them first')


def main():
    person = None
    with tempfile.TemporaryDirectory(prefix='jointly-instance.') as folder:
        try:
            person = Owner(sys.argv[1])
            report(lambda step: tell(person, folder, step))
        finally:
            if person:
                person.end()


main()
