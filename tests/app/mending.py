# SPDX-License-Identifier: GPL-3.0-or-later
"""A cell is mended where it stands in the preview, with the mouse and with the keyboard.

    mending.py PROGRAM   under tests/support/run-ui.sh with JLY_UI_A11Y=atspi
"""
import sys

import person


def open_sample(someone):
    someone.open_window()
    someone.click('Joint Bid')
    someone.click('Rehearse With Made-Up Partners', begins=True)
    someone.click('Use the Sample')
    someone.see('Is this what you meant?')
    someone.see('Rehearse With Two Made-Up Partners', enabled=True)


def type_over(text):
    person.xdotool('key', 'ctrl+a')
    person.xdotool('type', text)


def travel(someone, step):
    open_sample(someone)
    step('the sample is understood')

    someone.double_click('Free amount, row 3: ', begins=True)
    type_over('155')
    person.xdotool('key', 'Return')
    someone.see('Free amount, row 3: 155', begins=True)
    step('a double click opens the cell, and Enter takes what was typed')

    someone.see_keyboard('Free amount, row 4: ')
    step('the keyboard goes on to the cell below')

    type_nothing = 'Free amount, row 2: '
    someone.click(type_nothing, begins=True)
    someone.see_keyboard(type_nothing)
    person.xdotool('key', 'F2')
    type_over('many')
    someone.click('Unit cost, row 2: ', begins=True)
    someone.see('Free amount, row 2: many', begins=True)
    someone.see('1 thing must be mended')
    step('a click elsewhere takes what was typed, and what is wrong is said')

    someone.see_keyboard('Unit cost, row 2: ')
    step('the keyboard is where the click was, also when the table was made anew')

    person.xdotool('key', 'ctrl+z')
    someone.see('Free amount, row 2: 420', begins=True)
    someone.see('Rehearse With Two Made-Up Partners', enabled=True)
    step('the keyboard takes it back')

    person.xdotool('key', 'F2')
    type_over('lost')
    person.xdotool('key', 'Escape')
    someone.see('Unit cost, row 2: 258.40', begins=True)
    someone.see_keyboard('Unit cost, row 2: ')
    step('Escape leaves the field as it was, and stays on the page')

    someone.click('Other Figures')
    person.xdotool('key', 'Down', 'Down', 'Return')
    someone.see_keyboard('Resource, row 1')
    for text in ['Roofing', 'days', '420', '258.40', '270']:
        type_over(text)
        person.xdotool('key', 'Tab')
    someone.see('“Roofing” is counted in days here, and in hours in the tender.')
    someone.see('Unit, row 1')
    step('the keyboard goes through a form field by field, and what is wrong stands at its field')

    person.xdotool('key', 'Escape')
    someone.see('Leave what you typed?')
    person.xdotool('key', 'Escape')
    someone.see('Take Away Row 1')
    step('what was typed is not left without asking')

    person.xdotool('key', 'alt+Left')
    someone.click('Leave')
    someone.see('Three competitors: a joint bid')
    step('who says so leaves it')


person.run(sys.argv[1], travel)
