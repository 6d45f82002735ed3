# SPDX-License-Identifier: GPL-3.0-or-later
"""Who of two is richer: two persons at the program and a service that computes for both, from the
first start to the answer. Cards and the contract go through a folder that both reach. Once they have
compared words each has one of its own, so that figures, receipts, the set, the question, what is
decided, and where the programs are reached while they compute go over the service alone. In the end
nobody has anything of the other's figures, on no screen and in no file.

    richer.py PROGRAM MINER CTL PORTS [PICTURES | --kill]
                              under tests/support/run-ui.sh with JLY_UI_A11Y=atspi

PICTURES: a folder for a picture of each page on the way. --kill: the program is killed without a
word on every page of the study, each time that somebody comes to it first, and started again.
"""
import os
import shutil
import subprocess
import sys
import tempfile

import study
from person import Failure, Person, name_of, report
from service import Service
from study import approve, arrive, go_on, sign, take_picture

HERE = os.path.dirname(os.path.abspath(__file__))
FIND = os.path.join(HERE, '../scenarios/find-figure.py')
FIRST, SECOND, NEUTRAL = 'Mill', 'Dairy', 'Neutral Office'
# Each a row of its owner's; found wherever it lies, as text or as a number.
FIRST_FIGURES, SECOND_FIGURE = ['31415926', '1618033'], '27182818'
LOCKED = 'Your studies with others are locked'
# What the pages say once an answer is there; of whoever is told first the page has gone on by itself.
DONE = ('Computed', 'Result ready', 'Before You Use This')
# What the start page says from when it may be computed on.
STATES = ('Ready to compute', 'Computed', 'Result ready')
TOLD = f'“What you have”: {FIRST} has at least as much as {SECOND}.'


class Again(Exception):
    """Somebody's program was killed and has started again: the step is taken from its beginning."""


class Killer:
    def __init__(self):
        self.done = set()

    def visit(self, person, page):
        if (person, page) in self.done:
            return
        self.done.add((person, page))
        person.sit_down()
        person.kill_and_start()
        person.click(LOCKED, begins=True)
        person.fill('Passphrase', study.PASSPHRASE)
        person.key('Return')
        person.wait('the keys to be open', lambda: not person.find(LOCKED, begins=True))
        print(f'# killed on page “{page}”', flush=True)
        raise Again


def take(step, *args):
    """Until nobody was killed on the way."""
    while True:
        try:
            return step(*args)
        except Again:
            pass


class Story:
    def __init__(self, program, folder, service):
        self.folder, self.service = folder, service
        self.screens = {}
        self.mill, self.dairy = (Person(program, self.path(name)) for name in (FIRST, SECOND))

    def path(self, name):
        return os.path.join(self.folder, name)

    def end(self):
        for person in (self.mill, self.dairy):
            person.end()


def add(person, kind, path, name):
    """One more party, by the file that it handed out."""
    person.choose_in_menu('Add a Party', kind)
    person.click('Choose File…')
    person.choose(path)
    person.see(name, begins=True)


def choose_parties(story):
    person = story.mill
    person.sit_down()
    person.click('Two Rivals, One Neutral')
    person.see('Prepare This Study')
    take_picture('case')
    person.click('Prepare This Study')
    person.see('Who takes part, and who computes?')
    take_picture('parties-empty')
    person.choose_in_menu('Add ' + SECOND, 'The two competitors')
    add(person, 'A computing party from outside', story.path('neutral.jointly-party'), NEUTRAL)
    person.see('Continue', enabled=True)


def make_contract(person):
    """What was prepared so far is found on the start page, however the program ended."""
    person.sit_down()
    person.go_home()
    person.click('Go on preparing')
    person.see('Continue', enabled=True)
    arrive(person, 'parties')
    person.click('Continue')
    person.see('Read the Contract', enabled=True)
    arrive(person, 'terms')
    person.click('Read the Contract')
    person.see('Sign', enabled=True)
    arrive(person, 'own-contract')
    person.click('Sign')


def show_words(person):
    go_on(person, 'To be compared on a call', 'Compare Words', 'words')
    words = study.read_out(person)
    arrive(person, 'words')
    return words


def type_words(person, other, words):
    go_on(person, 'To be compared on a call', 'Compare Words', 'words')
    study.type_words(person, other, words)


def compare_words(story):
    first, second = (take(show_words, person) for person in (story.mill, story.dairy))
    take(type_words, story.mill, SECOND, second)
    take(type_words, story.dairy, FIRST, first)


def type_in(person):
    go_on(person, 'Your figures are needed', 'Bring Your Figures', 'figures')
    if not study.has_figures(person, 'Type Them In'):
        person.click('Type Them In')
        person.see_keyboard('What you have (EUR), row 1')
        person.type(SECOND_FIGURE)
    person.see('Hand In', enabled=True)
    arrive(person, 'typed')
    person.click('Hand In')
    person.see('Steps')


def bring_figures(story):
    with open(story.path('worth.csv'), 'w', encoding='utf-8') as file:
        file.write('\n'.join(['What you have', *FIRST_FIGURES, '']))
    take(study.hand_in, story.mill, story.path('worth.csv'))
    take(type_in, story.dairy)


def close(person):
    go_on(person, 'The set can be closed', 'Close the Set', 'close')
    person.see('Close the Set', enabled=True)
    arrive(person, 'close')
    person.click('Close the Set')


def ask(person):
    go_on(person, 'You may ask', 'Ask a Question', 'ask')
    person.see('Ask', enabled=True)
    arrive(person, 'ask')
    person.click('Ask')
    person.see('Steps')


def find_any(person, *names):
    return next((found for found in (person.find(name, begins=True) for name in names) if found),
                None)


def begin_computing(person):
    """Where the service is, the program knows; where itself is reached, it proposes."""
    person.sit_down()
    person.go_home()
    if name_of(person.wait('a state', lambda: find_any(person, *STATES))) != STATES[0]:
        return
    go_on(person, STATES[0], 'Compute', 'compute')
    person.see('A service that is always on', begins=True)
    arrive(person, 'compute')
    person.click('Compute')
    person.wait('the computation', lambda: find_any(person, 'Stop…', 'Computed'))
    arrive(person, 'computing')


def compute(story):
    people = (story.mill, story.dairy)
    for person in people:
        take(begin_computing, person)
    for person in people:
        person.sit_down()
        person.wait('that all three have computed', lambda: find_any(person, *DONE))


def read_answer(story, person):
    study.read_result(person, 'who is richer', lambda name: name == TOLD)
    story.screens[person] = person.names()


def find_in_files(figure, *paths):
    return subprocess.run([sys.executable, '-B', FIND, figure, figure, *paths],
                          capture_output=True, text=True).stdout


def find_on_screen(figure, names):
    return next((name for name in names
                 if figure in ''.join(c for c in name if c.isdigit())), None)


def search(story):
    """Nobody's folder has a figure of the other, nor has the service's; and that the search
    finds one is seen by the file that one opened."""
    if not find_in_files(FIRST_FIGURES[0], story.path('worth.csv')):
        raise Failure('the search finds nothing at all')
    mill, dairy = story.path(FIRST), story.path(SECOND)
    total = str(sum(int(figure) for figure in FIRST_FIGURES))
    for figures, person, folder in (([*FIRST_FIGURES, total], story.dairy, dairy),
                                    ([SECOND_FIGURE], story.mill, mill)):
        for figure in figures:
            found = (find_in_files(figure, folder, story.service.folder)
                     or find_on_screen(figure, story.screens[person]))
            if found:
                raise Failure(f'{figure} was found: {found}')


def share(story, is_common):
    """One folder, by two names, or one for each."""
    for name in (FIRST, SECOND):
        goal = story.path('common' if is_common else 'only-' + name)
        link = story.path('share-' + name)
        os.makedirs(goal, exist_ok=True)
        os.symlink(goal, link + '.new')
        os.replace(link + '.new', link)


def tell(story, step):
    share(story, True)
    study.begin(story.dairy, SECOND, story.path('share-' + SECOND))
    study.begin(story.mill, FIRST, story.path('share-' + FIRST))
    story.mill.go_home()
    step('both make their keys, and choose the folder')
    choose_parties(story)
    take(make_contract, story.mill)
    take(sign, story.dairy)
    step('the other prepares the study with the service, and both sign')
    compare_words(story)
    share(story, False)
    step('they compare words on a call')
    bring_figures(story)
    step('one brings a file, the other types in one figure, and no folder is common to them')
    take(close, story.mill)
    take(ask, story.mill)
    take(approve, story.dairy)
    step('the set is closed, one asks who is richer, and the other agrees')
    compute(story)
    step('both compute with the service, which nobody had to tell')
    for person in (story.mill, story.dairy):
        take(read_answer, story, person)
    step('both learn that the one is richer')
    search(story)
    step('on no screen, in no file and in no log is a figure of the other')


def main():
    program, miner, ctl, ports = sys.argv[1:5]
    if sys.argv[5:] == ['--kill']:
        study.visitor = Killer().visit
    elif len(sys.argv) > 5:
        study.pictures = sys.argv[5]
    folder = tempfile.mkdtemp(prefix='jointly-richer.')
    service = Service(miner, ctl, ports, os.path.join(folder, 'service'), NEUTRAL)
    story = None
    try:
        service.start()
        service.invite(os.path.join(folder, 'neutral.jointly-party'))
        story = Story(program, folder, service)
        # One after the other: libatspi never recovers from a program that it asked too early.
        story.mill.open_window()
        story.dairy.open_window()
        report(lambda step: tell(story, step))
    finally:
        if story:
            story.end()
        service.end()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    main()
