# SPDX-License-Identifier: GPL-3.0-or-later
"""po/POTFILES.in names exactly the files that hold texts for the person at the screen."""
import re

import lint

LIST = 'po/POTFILES.in'
IN_C = re.compile(r'(?<!\w)(_|N_|C_|NC_|Q_|ngettext|g_dngettext|dgettext|gettext)\s*\(')
IN_XML = re.compile(r'translatable="(yes|true)"')
ALWAYS = ('.desktop.in', '.metainfo.xml.in', '.gschema.xml')


def has_texts(tree, path):
    if path.endswith(('.c', '.h')) and path.startswith('src/'):
        return IN_C.search(lint.without_comments(tree.read(path))) is not None
    if path.endswith('.ui'):
        return IN_XML.search(tree.read(path)) is not None
    return path.startswith('data/cases/') and path.endswith('.xml') or path.endswith(ALWAYS)


def check(tree):
    if not tree.has(LIST):
        yield LIST, 0, 'the list is missing'
        return
    listed = {}
    for number, line in tree.lines(LIST):
        name = line.strip()
        if not name or name.startswith('#'):
            continue
        if name in listed:
            yield LIST, number, f'{name} is there twice'
        listed[name] = number
    wanted = {path for path in tree.below('src', 'ui', 'data') if has_texts(tree, path)}
    for path in sorted(wanted - set(listed)):
        yield LIST, 0, f'{path} has texts and is not in the list'
    for path in sorted(set(listed) - wanted):
        yield LIST, listed[path], f'{path} has no texts, or is not there'


TEXT = 'char *f (void) { return _("Open"); }\n'
BAD = {
    'a forgotten source file': {LIST: '\n', 'src/app/a.c': TEXT},
    'a forgotten page': {LIST: '\n', 'ui/a.ui': '<p translatable="yes">Open</p>\n'},
    'a forgotten case': {LIST: '\n', 'data/cases/a.xml': '<case/>\n'},
    'a file that is gone': {LIST: 'src/app/b.c\n'},
    'a file without texts': {LIST: 'src/app/a.c\n', 'src/app/a.c': 'int x;\n'},
    'a name twice': {LIST: 'src/app/a.c\nsrc/app/a.c\n', 'src/app/a.c': TEXT},
    'no list': {'src/app/a.c': TEXT},
}
GOOD = {LIST: '# list\nsrc/app/a.c\n', 'src/app/a.c': TEXT, 'src/app/b.c': '/* _("no") */\n'}

if __name__ == '__main__':
    lint.main(check, BAD, GOOD)
