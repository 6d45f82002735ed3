# SPDX-License-Identifier: GPL-3.0-or-later
"""From the start page to a result as a person goes.

    journey.py PROGRAM   under tests/support/run-ui.sh with JLY_UI_A11Y=atspi
"""
import sys

import person
from person import Failure, name_of


def travel(journey, step):
    journey.open_window()
    journey.see('Joint Bid')
    step('the start page is there')

    if not journey.forbids_core():
        raise Failure('a crash of the program would write its memory, with the figures, to a file')
    step('a crash would leave no core file')

    journey.click('Joint Bid')
    journey.see('Three competitors: a joint bid')
    step('a click on the card opens the case')

    journey.click('Rehearse With Made-Up Partners', begins=True)
    journey.see('Bring your company’s figures')
    step('a click goes on to the figures')

    journey.click('Use the Sample')
    journey.see('Is this what you meant?')
    journey.see('Rehearse With Two Made-Up Partners', enabled=True)
    step('the sample is understood')

    journey.key('alt+r')
    headline = journey.wait('the result', lambda: journey.find('Yes, together you can bid', True)
                            or journey.find('Not yet:', True))
    print(f'# {name_of(headline)}')
    step('the keyboard starts the rehearsal, and its result is there')

    journey.go_home()
    journey.see('Result ready')
    step('the start page lists the result')

    journey.key('ctrl+q')
    journey.process.wait(person.PATIENCE_SECONDS)
    if journey.process.returncode != 0:
        raise Failure(f'the program ended with {journey.process.returncode}')
    step('the program ends')


person.run(sys.argv[1], travel)
