# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does in a study with others, page by page, whatever the study is. The journeys
beside it say who does it, and when.
"""
import os
import subprocess

PASSPHRASE = 'four plain words here'
# A folder for a picture of each page on the way; None takes none.
pictures = None


def take_picture(name):
    if pictures:
        subprocess.run(['import', '-window', 'root', '-crop', '1000x700+0+0',
                        os.path.join(pictures, name + '.png')], check=True)


def begin(person, name, folder):
    """Makes keys and chooses the folder through which all messages go."""
    person.sit_down()
    person.choose_in_menu('Main Menu', 'Messages')
    person.fill('Name of your company, office or person', name)
    person.fill('Passphrase', PASSPHRASE)
    person.fill('The same passphrase again', PASSPHRASE)
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


def sign(person):
    see_state(person, 'Your signature is needed')
    take_picture('home')
    person.click('Your signature is needed')
    person.see('Sign', enabled=True)
    take_picture('contract')
    person.click('Sign')


def hand_in(person, path):
    go_on(person, 'Your figures are needed', 'Bring Your Figures', 'figures')
    person.click('Open a File…')
    person.choose(path)
    person.see('Hand In', enabled=True)
    take_picture('figures')
    person.click('Hand In')
    person.see('Steps')


def approve(person):
    see_state(person, 'Your approval is needed')
    person.click('Your approval is needed')
    person.read_on('Approve')
    take_picture('approve')
    person.click('Approve')


def read_result(person, what, is_it):
    """Until is_it says of a name on the page that it is what was waited for."""
    see_state(person, 'Result ready')
    person.click('Result ready')
    person.click('Read the Result')
    person.wait(what, lambda: any(is_it(name) for name in person.names()))
    take_picture('result')
