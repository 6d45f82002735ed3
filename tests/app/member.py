# SPDX-License-Identifier: GPL-3.0-or-later
"""One member of an association, at the program, who does what a scenario says: a line on standard
input is what to do, and a line on standard output says "done" or why not.

    member.py PROGRAM DATA_DIR [PICTURES]   under tests/support/run-ui.sh with JLY_UI_A11Y=atspi

begin NAME FOLDER | sign | words NAME THREE WORDS | hand-in FILE | approve | result DIGITS
"""
import subprocess
import sys

import study
from person import Failure, Person


def type_words(person, line):
    name, words = line.split(' ', 1)
    study.go_on(person, 'To be compared on a call', 'Compare Words', 'words')
    study.type_words(person, name, words)
    study.take_picture('words')


def read_result(person, digits):
    def has_digits(name):
        return digits in ''.join(c for c in name if c.isdigit())

    study.read_result(person, f'the digits {digits}', has_digits)


ORDERS = {
    'begin': lambda person, line: study.begin(person, *line.split(' ', 1)),
    'sign': lambda person, line: study.sign(person),
    'words': type_words,
    'hand-in': study.hand_in,
    'approve': lambda person, line: study.approve(person),
    'result': read_result,
}


def main():
    study.pictures = sys.argv[3] if len(sys.argv) > 3 else None
    person = Person(sys.argv[1], sys.argv[2])
    try:
        person.open_window()
        for line in sys.stdin:
            order, _, rest = line.rstrip('\n').partition(' ')
            try:
                ORDERS[order](person, rest)
                print('done', flush=True)
            except (Failure, subprocess.SubprocessError) as problem:
                study.take_picture('failed')
                print(str(problem).replace('\n', ' '), flush=True)
    finally:
        person.end()


main()
