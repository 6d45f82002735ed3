# SPDX-License-Identifier: GPL-3.0-or-later
"""What the built programs stand on: only the app links GTK, and the engine has no variables that
live longer than a call.

    linkage.py PROGRAM ... [--engine LIBRARY] [--app PROGRAM]

--app names the program with pages: it must be noticed, which shows that this lint can fail."""
import re
import subprocess
import sys

PAGES = re.compile(r'lib(gtk|gdk|adwaita|gsk|X11|wayland|pango|cairo)[\w.-]*')
NEEDED = re.compile(r'\(NEEDED\).*\[([^\]]+)\]')


def page_libraries(program):
    said = subprocess.run(['readelf', '-d', program], capture_output=True, text=True, check=True)
    needed = NEEDED.findall(said.stdout)
    if not needed:
        raise RuntimeError(f'{program} is not a program that readelf understands')
    return [name for name in needed if PAGES.match(name)]


def variables(library):
    """Names of writable static variables: types b, d, B, D, C of nm."""
    said = subprocess.run(['nm', '--no-sort', library], capture_output=True, text=True, check=True)
    found = re.findall(r'^\w+ ([bdBDC]) (\S+)$', said.stdout, re.MULTILINE)
    return [name for _, name in found if not name.startswith(('__', '.'))]


def report(number, good, text):
    print(f'{"ok" if good else "not ok"} {number} - {text}')
    return good


def main(arguments):
    programs, engine, app = [], None, None
    while arguments:
        word = arguments.pop(0)
        if word == '--engine':
            engine = arguments.pop(0)
        elif word == '--app':
            app = arguments.pop(0)
        else:
            programs.append(word)
    results = []
    for program in programs:
        seen = page_libraries(program)
        results.append(report(len(results) + 1, not seen, f'{program} shows no pages {seen}'))
    if app:
        results.append(report(len(results) + 1, page_libraries(app), 'the app is noticed'))
    if engine:
        seen = variables(engine)
        results.append(report(len(results) + 1, not seen, f'the engine remembers nothing {seen}'))
    print(f'1..{len(results)}')
    sys.exit(0 if all(results) and results else 1)


if __name__ == '__main__':
    main(sys.argv[1:])
