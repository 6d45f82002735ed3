# SPDX-License-Identifier: GPL-3.0-or-later
"""The include rule: a room includes what its row in src/DESIGN.md allows, and nothing else.

The table in src/DESIGN.md is read, so that the page and the rule cannot differ."""
import re

import lint

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
ROW = re.compile(r'^\|\s*(`[a-z]+`(?:\s*,\s*`[a-z]+`)*)\s*\|.*\|([^|]*)\|\s*$')

# Libraries that belong to some rooms only, by the start of the header's name.
OUTSIDE = {
    ('gtk/', 'gdk/', 'gsk/', 'adwaita'): {'app'},
    ('cairo', 'pango/'): {'chart', 'app'},
    ('sqlite3',): {'store'},
    ('gnutls/',): {'net', 'crypto'},
    ('cbor',): {'base'},
}
# The engine is pure computation: no objects, no input or output, no clock.
NOT_IN_ENGINE = ('gio/', 'glib-object', 'gobject/', 'time.h', 'sys/', 'unistd', 'stdio', 'pthread',
                 'poll.h', 'fcntl', 'errno', 'signal', 'locale', 'json-glib')
# Only the transport inside of one process, which must not wait for ever for a party that is gone.
MAY_WAIT = 'src/engine/jly-transport-local.c'
CLOCK = re.compile(r'\b(g_get_(monotonic|real)_time|clock_gettime|gettimeofday|time)\s*\(')


def read_rules(tree):
    """Room -> set of rooms that it may include, from the first table of rooms in src/DESIGN.md.
    Below the next heading rows may begin with a room's name and speak of something else."""
    rules = {}
    for _, line in tree.lines('src/DESIGN.md'):
        if rules and line.startswith('#'):
            break
        row = ROW.match(line)
        if not row:
            continue
        words = set(re.findall(r'[a-z]+', row.group(2)))
        allowed = set(rules) if {'all', 'above'} <= words else words & set(rules)
        rules.update({room: set() for room in re.findall(r'[a-z]+', row.group(1))})
        for room in re.findall(r'[a-z]+', row.group(1)):
            rules[room] = allowed | {room}
    return rules


def check_include(rules, room, bracket, name):
    if bracket == '"':
        if name == 'config.h':
            return None
        target = name.split('/')[0]
        if '/' not in name or target not in rules:
            return f'"{name}" is not in any room; write "room/jly-thing.h"'
        if target not in rules[room]:
            return f'{room} may not include {target} (src/DESIGN.md)'
        return None
    for starts, rooms in OUTSIDE.items():
        if name.startswith(starts) and room not in rooms:
            return f'<{name}> belongs in {", ".join(sorted(rooms))} only'
    if room == 'engine' and name.startswith(NOT_IN_ENGINE):
        return f'the engine is pure computation and has no use for <{name}>'
    return None


def check_file(tree, rules, path, room):
    first = None
    for number, line in tree.lines(path):
        include = INCLUDE.match(line)
        if not include:
            continue
        first = first or (number, include.group(2))
        problem = check_include(rules, room, *include.groups())
        if problem:
            yield path, number, problem
    if path.endswith('.c') and first and first[1] != 'config.h':
        yield path, first[0], '"config.h" comes first'
    if room == 'engine' and path != MAY_WAIT:
        text = lint.without_comments(tree.read(path))
        for number, line in enumerate(text.splitlines(), 1):
            if CLOCK.search(line):
                yield path, number, 'the engine has no clock'


def check(tree):
    if not tree.has('src/DESIGN.md'):
        yield 'src/DESIGN.md', 0, 'the table of rooms is missing'
        return
    rules = read_rules(tree)
    if len(rules) < 2:
        yield 'src/DESIGN.md', 0, 'the table of rooms cannot be read'
    for path in tree.below('src', ends=('.c', '.h')):
        room = lint.room_of(path)
        if room not in rules:
            yield path, 0, f'{room or "src itself"} is not a room of src/DESIGN.md'
        else:
            yield from check_file(tree, rules, path, room)


TABLE = '''| room | what | may include |
|---|---|---|
| `base` | errors | GLib |
| `engine` | shares | base |
| `net` | links | base |
| `party` | joins | all above |
| `app` | pages | party, base |
| `miner`, `ctl` | main | party, base |

## Where it stands

| `party` | done | the rest |
'''


def example(path, text):
    return {'src/DESIGN.md': TABLE, path: text}


BAD = {
    'an include upwards': example('src/base/jly-a.h', '#include "engine/jly-b.h"\n'),
    'an include sideways': example('src/engine/jly-a.h', '#include "net/jly-b.h"\n'),
    'a room that does not exist': example('src/attic/jly-a.h', '\n'),
    'a file outside of the rooms': example('src/jly-a.h', '\n'),
    'an include without its room': example('src/base/jly-a.h', '#include "jly-b.h"\n'),
    'GTK outside of app': example('src/party/jly-a.h', '# include <gtk/gtk.h>\n'),
    'libadwaita in a program without pages': example('src/ctl/main.c',
                                                     '#include "config.h"\n#include <adwaita.h>\n'),
    'GIO in the engine': example('src/engine/jly-a.h', '#include <gio/gio.h>\n'),
    'GObject in the engine': example('src/engine/jly-a.h', '#include <glib-object.h>\n'),
    'a clock in the engine': example('src/engine/jly-a.c', '#include "config.h"\n'
                                     'int f (void) { return g_get_monotonic_time (); }\n'),
    'config.h not first': example('src/base/jly-a.c', '#include <glib.h>\n#include "config.h"\n'),
    'a lost table': {'src/DESIGN.md': 'nothing\n', 'src/base/jly-a.h': '\n'},
}
GOOD = {'src/DESIGN.md': TABLE,
        'src/party/jly-a.c': '#include "config.h"\n#include "engine/jly-b.h"\n#include <gio/gio.h>\n',
        'src/app/jly-a.c': '#include "config.h"\n#include "party/jly-b.h"\n#include <gtk/gtk.h>\n',
        'src/engine/jly-b.h': '#include "base/jly-c.h"\n#include <glib.h>\n/* no time () here */\n'}

if __name__ == '__main__':
    lint.main(check, BAD, GOOD)
