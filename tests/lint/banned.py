# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls and words that have no place here, each with the reason and what to use instead."""
import re

import lint

PROGRAMS = ('src/app/', 'src/miner/', 'src/ctl/')


def in_sources(path):
    return path.startswith('src/') and path.endswith(('.c', '.h'))


def in_libraries(path):
    return in_sources(path) and not path.startswith(PROGRAMS)


def in_all_c(path):
    return path.endswith(('.c', '.h'))


def in_tests(path):
    return path.startswith('tests/') and path.endswith(('.c', '.h'))


def call(names):
    return re.compile(r'(?<![\w.>])(' + names + r')\s*\(')


# (where, what, why)
CALLS = [
    (in_libraries, call(r'g_print|g_printerr|printf|puts|putchar|perror'),
     'a library does not talk to the terminal; return a GError'),
    (in_sources, call(r'rand|srand|random|srandom|drand48|g_random_\w+|g_rand_\w+'),
     'not for secrets, and so not for anything: randombytes_buf or a derived key'),
    (in_all_c, call(r'strcpy|strcat|sprintf|vsprintf|gets|strtok|alloca|g_alloca'),
     'it trusts lengths that nobody checked'),
    (in_all_c, call(r'system|popen|wordexp'), 'a shell reads what it should not; GSubprocess'),
    (in_all_c, call(r'tmpnam|mktemp|tempnam'), 'races; g_dir_make_tmp or g_file_open_tmp'),
    (in_sources, call(r'atoi|atol|atoll|atof|strtod|strtol|strtoul|strtoll|strtoull'),
     'depends on the locale or hides errors; g_ascii_string_to_* or the table parser'),
    (in_sources, call(r'fork|vfork'), 'threads do not survive it; GSubprocess'),
    (in_libraries, call(r'abort|exit|_exit'), 'only a program may end the program'),
    (in_tests, call(r'sleep|usleep|g_usleep|nanosleep'), 'tests never sleep; wait for the event'),
    (in_tests, call(r'g_test_timer_\w+|g_timer_\w+'), 'tests never time; measure in tests/bench'),
    (in_libraries, re.compile(r'<glib/gi18n\.h>'), 'libraries include <glib/gi18n-lib.h>'),
    (in_all_c, re.compile(r'\bg_(return|warn)_(val_)?if_(fail|reached)\b.*->\s*len\b'),
     'sizes that come from outside are errors, not warnings'),
]
# Functions with such names read what others wrote: what they meet is an error value.
READERS = re.compile(r'(^|_)(parse|decode|deserialize|unseal|receive|recv|from_json|from_cbor)(_|$)')
ASSERT = re.compile(r'\b(g_assert\w*|g_return_(val_)?if_fail|assert)\s*\(')
NAME = re.compile(r'^(\w+) \(')
UNFINISHED = re.compile(r'\b(TO' r'DO|FIX' r'ME|XX' r'X|HA' r'CK|WI' r'P)\b')
TEXTS = ('.c', '.h', '.py', '.sh', '.md', '.ui', '.css', '.xml', '.build', '.in', '.patch')


def check_calls(tree, path, lines):
    for where, what, why in CALLS:
        if not where(path):
            continue
        for number, line in lines:
            found = what.search(line)
            if found:
                yield path, number, f'{found.group(0).rstrip(" (")}: {why}'


def check_readers(path, lines):
    name = ''
    for number, line in lines:
        named = NAME.match(line)
        if named:
            name = named.group(1)
        if line.startswith('  ') and READERS.search(name) and ASSERT.search(line):
            yield path, number, f'{name} reads what others wrote; an assert there lets them end us'


def check_unfinished(tree, path):
    for number, line in tree.lines(path):
        found = UNFINISHED.search(line)
        if found:
            yield path, number, f'{found.group(0)}: finish it, or open an issue'


def check(tree):
    for path in tree.paths:
        if path.endswith(TEXTS):
            yield from check_unfinished(tree, path)
        if not path.endswith(('.c', '.h')):
            continue
        lines = list(enumerate(lint.without_comments(tree.read(path)).splitlines(), 1))
        yield from check_calls(tree, path, lines)
        if path.startswith('src/'):
            yield from check_readers(path, lines)


READER = 'static int\ndecode_piece (int n)\n{\n  g_assert (n > 0);\n  return n;\n}\n'
BAD = {
    'a library that prints': {'src/net/a.c': 'void f (void) { g_print ("x"); }\n'},
    'bad randomness': {'src/engine/a.c': 'int f (void) { return g_random_int (); }\n'},
    'rand': {'src/engine/a.c': 'int f (void) { return rand (); }\n'},
    'a copy without a length': {'src/base/a.c': 'void f (char *a) { strcpy (a, "x"); }\n'},
    'a shell': {'tests/base/a.c': 'void f (void) { system ("ls"); }\n'},
    'a number read by the locale': {'src/table/a.c': 'double f (char *a) { return atof (a); }\n'},
    'a test that sleeps': {'tests/net/a.c': 'void f (void) { g_usleep (10); }\n'},
    'a test that times': {'tests/net/a.c': 'void f (void) { g_test_timer_start (); }\n'},
    'a library that ends the program': {'src/store/a.c': 'void f (void) { exit (1); }\n'},
    'the wrong gettext': {'src/study/a.c': '#include <glib/gi18n.h>\n'},
    'an assert on what a peer sent': {'src/net/a.c': READER},
    'an unfinished place': {'src/net/a.c': '/* TO' 'DO: the rest */\n'},
    'an unfinished page': {'README.md': 'FIX' 'ME\n'},
}
GOOD = {
    'src/net/a.c': '/* We never call system () or rand (). */\nvoid f (void) { say ("exit (1)"); }\n',
    'src/ctl/a.c': 'void f (void) { g_print ("x"); }\n',
    'src/engine/a.c': 'static int\nadd (int n)\n{\n  g_assert (n > 0);\n  return n;\n}\n'
                      'static int\ndecode (int n)\n{\n  return jly_random (n);\n}\n'}

if __name__ == '__main__':
    lint.main(check, BAD, GOOD)
