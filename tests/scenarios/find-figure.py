# SPDX-License-Identifier: GPL-3.0-or-later
"""find-figure.py TEXT NUMBER PATH...: names the files in which a figure lies, as text (also between
other digits' separators) or as a number of eight bytes, either way round. Success: it was found.
"""
import os
import sys


def list_files(paths):
    for path in paths:
        if os.path.isfile(path):
            yield path
        for folder, _, names in os.walk(path):
            yield from (os.path.join(folder, name) for name in names)


def main():
    text, number, paths = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    shapes = [text.encode(), str(number).encode(), text.replace('.', ',').encode(),
              number.to_bytes(8, 'little'), number.to_bytes(8, 'big')]
    found = False
    for path in list_files(paths):
        if not os.path.isfile(path):
            continue
        with open(path, 'rb') as file:
            data = file.read()
        for shape in shapes:
            if shape in data:
                print(f'{path}: {shape!r}')
                found = True
    sys.exit(0 if found else 1)


main()
