# SPDX-License-Identifier: GPL-3.0-or-later
"""Three companies, each with a program and a folder of its own: from the first start, over a
contract, verification words, figures, a question and approvals, to the result that all three
computed together. Real mouse, real keyboard; their messages go through one shared folder.

    three.py PROGRAM [PICTURES]   under tests/support/run-ui.sh with JLY_UI_A11Y=atspi

PICTURES: a folder for a picture of each page on the way.
"""
import os
import shutil
import subprocess
import sys
import tempfile

from person import Person, report

SAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../data/samples/a')
COMPANIES = [('North Builders', 'north.csv'), ('Harbour Works', 'harbour.csv'),
             ('Ridge and Sons', 'ridge.csv')]
NAMES = [name for name, _ in COMPANIES]
# What the rehearsal of the same files says (data/samples/a/expected.json).
PRICE = '412'


def take_picture(name):
    if len(sys.argv) > 2:
        subprocess.run(['import', '-window', 'root', '-crop', '1000x700+0+0',
                        os.path.join(sys.argv[2], name + '.png')], check=True)


def begin(person, name, folder):
    """Makes keys and chooses the folder through which all messages go."""
    person.sit_down()
    person.choose_in_menu('Main Menu', 'Messages')
    person.fill('Name of your company, office or person', name)
    person.fill('Passphrase', 'four plain words here')
    person.fill('The same passphrase again', 'four plain words here')
    person.click('Make My Keys')
    person.click('Choose Folder…')
    person.choose(folder)


def see_state(person, state):
    """What the start page says of the study, as soon as it says so."""
    person.sit_down()
    person.key('alt+Home')
    person.see(state)


def go_on(person, state, action, picture):
    """From the start page to the page of what is next."""
    see_state(person, state)
    person.click(state)
    person.see(action)
    take_picture('study-' + picture)
    person.click(action)


def prepare(person):
    person.sit_down()
    person.key('alt+Home')
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


def sign(person):
    see_state(person, 'Your signature is needed')
    take_picture('home')
    person.click('Your signature is needed')
    person.click('Sign')


def read_out(person):
    """The three words on this screen, as their group is called for a screen reader."""
    person.sit_down()
    person.see('You read out')
    return next(name for name in person.names() if name.count(' ') == 2 and name.islower())


def compare_words(people):
    for person in people:
        go_on(person, 'To be compared on a call', 'Compare Words', 'words')
    words = [read_out(person) for person in people]
    # All type what the first reads out, and the first what the second does.
    for person, other in zip(people, (1, 0, 0)):
        person.sit_down()
        person.fill(f'What {NAMES[other]} reads out', words[other])
        person.key('Return')
        person.see('The words fit')
    take_picture('words')


def hand_in(person, file):
    go_on(person, 'Your figures are needed', 'Bring Your Figures', 'figures')
    person.click('Open a File…')
    person.choose(os.path.join(SAMPLES, file))
    person.see('Hand In', enabled=True)
    take_picture('figures')
    person.click('Hand In')
    person.see('Steps')


def ask(person):
    go_on(person, 'You may ask', 'Ask a Question', 'ask')
    person.see('Ask', enabled=True)
    take_picture('ask')
    person.click('Ask')
    person.see('Steps')


def approve(person):
    see_state(person, 'Your approval is needed')
    person.click('Your approval is needed')
    person.read_on('Approve')
    take_picture('approve')
    person.click('Approve')


def compute(person):
    go_on(person, 'Ready to compute', 'Compute', 'compute')
    person.see('All three are on this computer')
    take_picture('compute')
    person.click('Compute')


def read_result(person):
    see_state(person, 'Result ready')
    person.click('Result ready')
    person.click('Read the Result')
    person.wait('the price', lambda: any(PRICE in name and '600' in name for name in person.names()))
    take_picture('result')


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
        hand_in(person, file)
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
        read_result(person)
    step('all three learn that they can bid, and at what price')


def main():
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
