# SPDX-License-Identifier: GPL-3.0-or-later
"""Computes the joint bid of data/samples/a a second time, from the definition in its README and
with nothing of Jointly's own, and compares it with expected.json. With --print it writes what
expected.json should say."""
import csv
import io
import json
import os
import sys
from fractions import Fraction

DIALECTS = {  # file: delimiter, decimal mark, rows above the column names, columns in our order
    'north.csv': (',', '.', 0, (0, 2, 3, 4)),
    'harbour.csv': (';', ',', 0, (0, 2, 3, 4)),
    'ridge.csv': (',', '.', 3, (2, 3, 1, 0)),
}


def rows(path, delimiter, above):
    with open(path, encoding='utf-8-sig', newline='') as stream:
        return list(csv.reader(io.StringIO(stream.read()), delimiter=delimiter))[above + 1:]


def number(text, mark):
    return Fraction(text.replace(' ', '').replace(mark, '.'))


def plain(value, decimals):
    steps = value * 10 ** decimals
    assert steps.denominator == 1
    digits = str(steps.numerator).zfill(decimals + 1)
    return digits[:-decimals] + '.' + digits[-decimals:] if decimals else digits


def bid(folder):
    with open(os.path.join(folder, 'study.json'), encoding='utf-8') as stream:
        study = json.load(stream)
    offers = {}
    for company, name in study['data'].items():
        delimiter, mark, above, places = DIALECTS[name]
        for row in rows(os.path.join(folder, name), delimiter, above):
            resource, *figures = (row[place] for place in places)
            amount, cost, revenue = (number(figure, mark) for figure in figures)
            offers[company, resource] = amount, max(cost, revenue)
    price, met, parts = Fraction(0), {}, {company: {} for company in study['data']}
    for resource, _unit, need, _guide in rows(os.path.join(folder, 'tender.csv'), ',', 0):
        left = Fraction(need)
        order = sorted(study['data'], key=lambda one: offers.get((one, resource), (0, 0))[1])
        for company in order:  # sorted() is stable: ties stay in the study's order
            amount, ask = offers.get((company, resource), (Fraction(0), Fraction(0)))
            part = min(left, amount)
            left -= part
            price += part * ask
            parts[company][resource] = plain(part, 0)
        met[resource] = left == 0
    return {
        'met': met,
        'all_met': all(met.values()),
        'price': plain(price, 2) if all(met.values()) else None,
        'currency': 'EUR',
        'parts': parts,
    }


def main():
    folder = sys.argv[-1]
    computed = bid(folder)
    if '--print' in sys.argv:
        print(json.dumps(computed, indent=2, ensure_ascii=False))
        return 0
    with open(os.path.join(folder, 'expected.json'), encoding='utf-8') as stream:
        expected = json.load(stream)
    print('1..1')
    print('ok 1 - expected.json' if computed == expected else f'not ok 1 - computed {computed}')
    return 0 if computed == expected else 1


if __name__ == '__main__':
    sys.exit(main())
