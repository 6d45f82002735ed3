# SPDX-License-Identifier: GPL-3.0-or-later
"""What the built programs stand on: only the app links GTK, and the engine has no variables that
live longer than a call.

    linkage.py PROGRAM ... --engine LIBRARY --app PROGRAM --other LIBRARY

--app names the program with pages and --other a library with variables: both must be noticed, which
shows that this lint can fail."""
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


def main(arguments):
    names = dict(zip(arguments, arguments[1:]))
    options = ('--engine', '--app', '--other')
    programs = [word for word in arguments if not word.startswith('--')
                and word not in [names.get(option) for option in options]]
    cases = [(not page_libraries(p), f'{p} shows no pages {page_libraries(p)}') for p in programs]
    cases += [
        (page_libraries(names['--app']), 'an app with pages is noticed'),
        (not variables(names['--engine']), f'no variables outlive a call: {variables(names["--engine"])}'),
        (variables(names['--other']), 'a library with variables is noticed'),
    ]
    print(f'1..{len(cases)}')
    for number, (good, text) in enumerate(cases, 1):
        print(f'{"ok" if good else "not ok"} {number} - {text}')
    sys.exit(0 if programs and all(good for good, _ in cases) else 1)


if __name__ == '__main__':
    main(sys.argv[1:])
