# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is killed without a word where somebody is alone with it: on a case, while this
computer is measured, while keys are made, changed and named, among messages, over figures that
were mended or typed, on the limits, and on an invitation.

    killed-own.py PROGRAM   under tests/support/run-ui.sh with JLY_UI_A11Y=atspi
"""
import os

import person as outside
import study
from killing import LOCKED, find_children, lives, open_keys, run
from person import Failure

SAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../data/samples/a')
NAME = 'The Roofers'
OTHER = 'another four plain words'
FIELDS = ('Name of your company, office or person', 'Passphrase', 'Passphrase again')


def kill_on_case(story):
    person = story.begin()
    person.click('Joint Bid')
    person.see('Three competitors: a joint bid')
    story.kill_and_start().see('Joint Bid')


def kill_while_measuring(story):
    person = story.person
    person.key('ctrl+comma')
    person.click('What this computer can compute', begins=True)
    person.click('Measure')
    miners = person.wait('the computing parties', lambda: find_children(person.process.pid))
    story.kill()
    person = story.start()
    person.wait('the computing parties to end', lambda: not any(map(lives, miners)))


def kill_while_making_keys(story):
    """What was typed is gone, passphrases as they must be; nobody has half a pair of keys."""
    person = story.person
    person.choose_in_menu('Main Menu', 'Messages')
    for field, text in zip(FIELDS, (NAME, study.PASSPHRASE, study.PASSPHRASE)):
        person.fill(field, text)
    person = story.kill_and_start()
    person.choose_in_menu('Main Menu', 'Messages')
    study.make_keys(person, NAME)
    person.see('There is no study with others on this computer yet.')


def go_to_settings(story):
    """From a start on, with the keys open."""
    person = story.person
    person.key('ctrl+comma')
    person.click('Open your keys', begins=True)
    person.fill('Passphrase', study.PASSPHRASE)
    person.key('Return')
    person.see('Change your passphrase', begins=True)
    return person


def kill_on_messages(story):
    """A folder that was chosen is there again."""
    folder = story.path('shared')
    os.mkdir(folder)
    story.person.click('Choose Folder…')
    story.person.choose(folder)
    story.person.see('Use This Folder No More')
    person = story.kill_and_start()
    person.choose_in_menu('Main Menu', 'Messages')
    person.fill('Passphrase', study.PASSPHRASE)
    person.key('Return')
    person.see('Use This Folder No More')
    story.kill_and_start()


def kill_on_settings(story):
    """A name that is typed and not taken yet is not the person's."""
    person = go_to_settings(story)
    person.click('Your name on your card')
    person.key('ctrl+a')
    person.type('Elsewhere')
    story.kill_and_start()
    person = go_to_settings(story)
    if not any(name.startswith('Your name on your card') for name in person.names()):
        raise Failure('settings do not say the name')
    if 'Elsewhere' in ' '.join(person.names()):
        raise Failure('a name was taken that nobody confirmed')


def kill_on_keys(story):
    """A passphrase that is typed and not confirmed opens nothing; the old one still does."""
    person = story.person
    person.click('Change your passphrase', begins=True)
    for field, text in (('Present passphrase', study.PASSPHRASE), ('New passphrase', OTHER),
                        ('New passphrase again', OTHER)):
        person.fill(field, text)
    story.kill_and_start()
    go_to_settings(story)
    story.kill_and_start()


def open_figures(person):
    person.click('Joint Bid')
    person.click('Rehearse With Made-Up Partners', begins=True)
    person.click('Open a File…')
    person.choose(os.path.join(SAMPLES, 'north.csv'))
    person.see('Rehearse With Two Made-Up Partners', enabled=True)


def kill_over_figures(story):
    """What was mended in a file is there when it is opened again, and may be taken back."""
    person = story.person
    open_figures(person)
    person.double_click('Free amount, row 3: ', begins=True)
    person.key('ctrl+a')
    person.type('155')
    person.key('Return')
    person.see('Free amount, row 3: 155', begins=True)
    person.see_keyboard('Free amount, row 4: ')
    person = story.kill_and_start()
    open_figures(person)
    person.see('1 correction from last time is in place again.')
    person.see('Free amount, row 3: 155', begins=True)


def kill_on_checks(story):
    """Limits of one's own that were not used yet go with the figures that they are held against."""
    story.person.click('Checks')
    story.person.see('Which values can be right?')
    person = story.kill_and_start()
    open_figures(person)
    person.see('Free amount, row 3: 155', begins=True)


def kill_over_typed(story):
    """Typed for a rehearsal and written to no file: gone, as the page says when it is left."""
    person = story.person
    person.go_home()
    person.click('Joint Bid')
    person.click('Rehearse With Made-Up Partners', begins=True)
    person.click('Use the Sample')
    person.see('Rehearse With Two Made-Up Partners', enabled=True)
    person.click('Other Figures')
    outside.xdotool('key', 'Down', 'Down', 'Return')
    person.see_keyboard('Resource, row 1')
    person.type('Roofing')
    person = story.kill_and_start()
    if person.find('Result ready') or person.find('One study is under way'):
        raise Failure('a rehearsal is said to be there that nobody began')


def invite(story, path):
    person = story.begin()
    person.click('Joint Bid')
    person.click('Prepare This Study')
    study.make_keys(person, NAME)
    person.click('Invite Somebody…')
    person.click('Save…')
    person.choose(path)
    person.see('The invitation is saved', begins=True)
    story.kill()


def kill_on_invitation(story):
    """It comes again with its file, and waits on the start page once somebody says so."""
    path = story.path('invitation.jointly-invitation')
    invite(story, path)
    story.n += 1
    story.start(path).see('You are invited')
    person = story.kill_and_start(path)
    person.click('Answer Later')
    person.see('Joint Bid')
    person = story.kill_and_start()
    person.click('Invitation', begins=True)
    person.see('You are invited')
    story.kill()


def tell(story, step):
    kill_on_case(story)
    kill_while_measuring(story)
    step('killed on a case and while it measures, it begins as it was, and nothing computes')
    kill_while_making_keys(story)
    step('killed while keys are made, there are none, and they can be made')
    kill_on_messages(story)
    step('killed among messages, the folder is still chosen')
    kill_on_settings(story)
    kill_on_keys(story)
    step('killed over a name and a passphrase that nobody confirmed, the old ones hold')
    kill_over_figures(story)
    kill_on_checks(story)
    kill_over_typed(story)
    step('killed over figures, what was mended in a file comes back with it')
    kill_on_invitation(story)
    step('killed on an invitation, it can be opened again, and waits where it was told to')


run(tell)
