# SPDX-License-Identifier: GPL-3.0-or-later
"""Files are dragged out of another program and dropped with a real mouse.

    dropped.py PROGRAM DRAG-FILE   under tests/support/run-ui.sh with JLY_UI_A11Y=atspi
"""
import os
import subprocess
import sys
import tempfile

import person
from person import Failure, xdotool

FIGURES = 'resource,unit,available,cost,least price\nRoof area,m²,100,12.50,15\n'


def drag(path):
    """From the other window into the middle of the app."""
    source = subprocess.Popen([sys.argv[2], path], stdout=subprocess.PIPE, text=True)
    xdotool('search', '--sync', '--onlyvisible', '--name', '^drag-file$',
            'windowmove', '--sync', 1060, 720)
    xdotool('search', '--onlyvisible', '--name', '^Jointly$', 'windowmove', 0, 0)
    xdotool('mousemove', '--sync', 1140, 780, 'mousedown', 1)
    for i in range(1, 21):
        xdotool('mousemove', 1140 - 32 * i, 780 - 21 * i)
    if source.stdout.readline() != 'over\n':
        raise Failure(f'nothing would take {path}')
    for i in range(10):
        xdotool('mousemove', '--sync', 500 + i, 355)
    xdotool('mouseup', 1)
    source.stdout.read()
    source.wait(person.PATIENCE_SECONDS)


def travel(someone, step):
    with tempfile.TemporaryDirectory() as folder:
        picture = os.path.join(folder, 'photo.png')
        figures = os.path.join(folder, 'north.csv')
        for path in picture, figures:
            with open(path, 'w', encoding='utf-8') as file:
                file.write(FIGURES)
        someone.open_window()
        someone.see('Joint Bid')
        drag(picture)
        someone.see('Nothing here takes this file.', begins=True)
        step('what fits nowhere is refused with a sentence')

        someone.click('Joint Bid')
        someone.see('Three competitors: a joint bid')
        someone.click('Rehearse With Made-Up Partners', begins=True)
        someone.see('Bring your company’s figures')
        drag(figures)
        someone.see('north.csv')
        step('a table is read where figures are asked for')


person.run(sys.argv[1], travel)
