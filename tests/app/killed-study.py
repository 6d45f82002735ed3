# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is killed without a word on the pages that stand beside a study: its limits while it is
prepared, who sees what, its log, its connection and its messages. Each time the study is as it was,
and goes on. The pages that lead through the study are killed on by richer.py.

    killed-study.py PROGRAM MINER CTL PORTS   under tests/support/run-ui.sh with JLY_UI_A11Y=atspi
"""
import glob
import os
import shutil
import sys
import tempfile

import richer
import study
from killing import Story, open_keys
from person import report
from service import Service

WAITING = 'Waiting for 1 signature'


class Study(Story):
    """The first of two who prepares; the other one comes only to give a card and to sign."""

    def start(self, *files):
        self.mill = super().start(*files)
        return self.mill

    def start_dairy(self):
        """Beside the first one."""
        return richer.Person(self.program, self.path('dairy'))

    def kill_and_open(self):
        self.kill()
        person = self.start()
        open_keys(person)
        return person


def make_card(story):
    dairy = story.start_dairy()
    try:
        dairy.open_window()
        study.begin(dairy, richer.SECOND, story.path('share'))
        dairy.wait('its card in the folder', lambda: glob.glob(story.path('share/**/*.jointlycard'),
                                                               recursive=True))
    finally:
        dairy.end()


def sign_by_other(story):
    dairy = story.start_dairy()
    try:
        dairy.open_window()
        open_keys(dairy)
        study.sign(dairy)
        study.see_state(story.mill, 'To be compared on a call')
    finally:
        dairy.end()


def prepare(story):
    study.begin(story.begin(), richer.FIRST, story.path('share'))
    story.mill.go_home()
    richer.choose_parties(story)


def go_to_terms(story):
    person = story.mill
    person.click('Go on preparing')
    person.see('Continue', enabled=True)
    person.click('Continue')
    person.see('Read the Contract', enabled=True)
    return person


def kill_while_preparing(story):
    story.kill_and_open()
    person = go_to_terms(story)
    person.click('Checks and Limits')
    person.click('Largest value of What you have')
    person.key('ctrl+a')
    person.type('2000000')
    person.key('Return')
    # Which can be pressed once there is something to begin anew from.
    person.see('Start Anew', enabled=True)
    story.kill_and_open()
    person = go_to_terms(story)
    person.click('Checks and Limits')
    person.see('Start Anew', enabled=True)
    story.kill_and_open()
    person = go_to_terms(story)
    person.click('Who Sees What')
    person.see('Nobody sees your figures but you', begins=True)
    story.kill_and_open()
    go_to_terms(story)


def sign(story):
    story.mill.click('Read the Contract')
    story.mill.see('Sign', enabled=True)
    story.mill.click('Sign')
    story.mill.see('Steps')


def open_study(story):
    person = story.mill
    study.see_state(person, WAITING)
    person.click(WAITING)
    person.see('Study Menu')
    return person


def kill_beside_study(story):
    for entry, words in (('Log', 'This log holds together'),
                         ('Connection', 'Are the computing parties reached?')):
        person = open_study(story)
        person.choose_in_menu('Study Menu', entry)
        person.see(words)
        story.kill_and_open()
    person = open_study(story)
    person.click('Who Sees What')
    person.see('Nobody sees your figures but you', begins=True)
    story.kill_and_open()
    story.mill.choose_in_menu('Main Menu', 'Messages')
    story.mill.see('Messages to and from the others')
    story.kill_and_open()
    open_study(story)


def go_on(story):
    sign_by_other(story)
    study.go_on(story.mill, 'To be compared on a call', 'Compare Words', 'words')
    # The words themselves appear once both programs are open.
    story.mill.see('Are these really the right people?')


def tell(story, step):
    os.mkdir(story.path('share'))
    make_card(story)
    prepare(story)
    step('one prepares a study with another one and a service')
    kill_while_preparing(story)
    step('killed on the limits and on who sees what, the study is prepared as far as it was')
    sign(story)
    kill_beside_study(story)
    step('killed on the log, the connection, who sees what and the messages, the study is as it was')
    go_on(story)
    step('it goes on: the other one signs, and words are compared next')


def main():
    folder = tempfile.mkdtemp(prefix='jointly-killed.')
    program, miner, ctl, ports = sys.argv[1:5]
    service = Service(miner, ctl, ports, os.path.join(folder, 'service'), richer.NEUTRAL)
    story = Study(program, folder)
    try:
        service.start()
        service.invite(os.path.join(folder, 'neutral.jointly-party'))
        report(lambda step: tell(story, step))
    finally:
        story.end()
        service.end()
        shutil.rmtree(folder, ignore_errors=True)


main()
