# SPDX-License-Identifier: GPL-3.0-or-later
"""Three companies, each with a program and a folder of its own: from the first start, over a
contract, verification words, figures, a question and approvals, to the result that all three
computed together. Real mouse, real keyboard; their messages go through one shared folder.

    three.py PROGRAM [PICTURES]   under tests/support/run-ui.sh with JLY_UI_A11Y=atspi

PICTURES: a folder for a picture of each page on the way.
"""
import os
import shutil
import sys
import tempfile

import study
from person import Person, report
from study import approve, begin, go_on, hand_in, sign, take_picture

SAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../data/samples/a')
COMPANIES = [('North Builders', 'north.csv'), ('Harbour Works', 'harbour.csv'),
             ('Ridge and Sons', 'ridge.csv')]
NAMES = [name for name, _ in COMPANIES]
# What the rehearsal of the same files says (data/samples/a/expected.json).
PRICE = '412'


def prepare(person):
    person.sit_down()
    person.go_home()
    person.click('Joint Bid')
    person.click('Prepare This Study')
    for name in NAMES[1:]:
        person.click('Add ' + name)
    take_picture('parties')
    person.click('Continue')
    person.click('Take Rows From a Tender…')
    person.choose(os.path.join(SAMPLES, 'tender.csv'))
    person.see('Read the Contract', enabled=True)
    take_picture('terms')
    person.click('Read the Contract')
    person.click('Sign')


def compare_words(people):
    for person in people:
        go_on(person, 'To be compared on a call', 'Compare Words', 'words')
    words = [study.read_out(person) for person in people]
    # All type what the first reads out, and the first what the second does.
    for person, other in zip(people, (1, 0, 0)):
        study.type_words(person, NAMES[other], words[other])
    take_picture('words')


def ask(person):
    go_on(person, 'You may ask', 'Ask a Question', 'ask')
    person.see('Ask', enabled=True)
    take_picture('ask')
    person.click('Ask')
    person.see('Steps')


def compute(person):
    go_on(person, 'Ready to compute', 'Compute', 'compute')
    person.see('All three are on this computer')
    take_picture('compute')
    person.click('Compute')


def tell(people, folder, step):
    first, second, third = people
    for person, name in zip(people, NAMES):
        begin(person, name, folder)
    step('three companies make keys and share a folder')
    prepare(first)
    sign(second)
    sign(third)
    step('one prepares the contract, and all sign')
    compare_words(people)
    step('they compare words on a call')
    for person, (_, file) in zip(people, COMPANIES):
        hand_in(person, os.path.join(SAMPLES, file))
    step('each hands in its own figures')
    go_on(first, 'The set can be closed', 'Close the Set', 'close')
    first.click('Close the Set')
    ask(second)
    approve(first)
    approve(third)
    step('one closes the set, one asks, and the others approve')
    for person in people:
        compute(person)
    for person in people:
        person.sit_down()
        person.see('Computed', begins=True)
    for person in people:
        study.read_result(person, 'the price', lambda name: PRICE in name and '600' in name)
    step('all three learn that they can bid, and at what price')


def main():
    study.pictures = sys.argv[2] if len(sys.argv) > 2 else None
    folder = tempfile.mkdtemp(prefix='jointly-three.')
    people = []
    try:
        for name in NAMES:
            people.append(Person(sys.argv[1], os.path.join(folder, name)))
            # One after the other: libatspi never recovers from a program that it asked too early.
            people[-1].open_window()
        report(lambda step: tell(people, folder, step))
    finally:
        for person in people:
            person.end()
        shutil.rmtree(folder, ignore_errors=True)


main()
