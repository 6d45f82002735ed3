# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does in a study with others, page by page, whatever the study is. The journeys
beside it say who does it, and when.
"""
import os
import subprocess

from person import name_of

PASSPHRASE = 'four plain words here'
# A folder for a picture of each page on the way; None takes none.
pictures = None
# Called with a person and the name of the page where that person has come to, before anything is
# pressed there; None: nobody is disturbed.
visitor = None


def take_picture(name):
    if pictures:
        subprocess.run(['import', '-window', 'root', '-crop', '1000x700+0+0',
                        os.path.join(pictures, name + '.png')], check=True)


def arrive(person, name):
    take_picture(name)
    if visitor:
        visitor(person, name)


def make_keys(person, name):
    person.fill('Name of your company, office or person', name)
    person.fill('Passphrase', PASSPHRASE)
    person.fill('Passphrase again', PASSPHRASE)
    person.click('Make My Keys')


def begin(person, name, folder):
    """Makes keys and chooses the folder through which all messages go."""
    person.sit_down()
    person.choose_in_menu('Main Menu', 'Messages')
    make_keys(person, name)
    person.click('Choose Folder…')
    person.choose(folder)


def see_state(person, state):
    """What the start page says of the study, as soon as it says so."""
    person.sit_down()
    person.go_home()
    person.see(state)


def go_on(person, state, action, picture):
    """From the start page to the page of what is next."""
    see_state(person, state)
    person.click(state)
    person.see(action)
    arrive(person, 'study-' + picture)
    person.click(action)


def sign(person):
    see_state(person, 'Your signature is needed')
    take_picture('home')
    person.click('Your signature is needed')
    person.see('Sign', enabled=True)
    arrive(person, 'contract')
    person.click('Sign')


def read_out(person):
    """The three words on this screen, as their group is called for a screen reader."""
    person.sit_down()
    person.see('You read out')
    return next(name for name in person.names() if name.count(' ') == 2 and name.islower())


def type_words(person, other, words):
    """On the page of verification words, what the other reads out."""
    person.sit_down()
    person.fill(f'What {other} reads out', words)
    person.key('Return')
    person.see('The words fit')


def has_figures(person, way):
    """Whoever brought figures before the program ended finds them again; else there is a way in."""
    found = person.wait('figures, or a way to bring them',
                        lambda: person.find('Hand In', enabled=True) or person.find(way))
    return name_of(found) == 'Hand In'


def hand_in(person, path):
    go_on(person, 'Your figures are needed', 'Bring Your Figures', 'figures')
    if not has_figures(person, 'Open a File…'):
        person.click('Open a File…')
        person.choose(path)
    person.see('Hand In', enabled=True)
    arrive(person, 'figures')
    person.click('Hand In')
    person.see('Steps')


def approve(person):
    see_state(person, 'Your approval is needed')
    person.click('Your approval is needed')
    person.read_on('Approve')
    arrive(person, 'approve')
    person.click('Approve')


def read_result(person, what, is_it):
    """Until is_it says of a name on the page that it is what was waited for."""
    see_state(person, 'Result ready')
    person.click('Result ready')
    person.wait(what, lambda: any(is_it(name) for name in person.names()))
    arrive(person, 'result')
