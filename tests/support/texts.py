# SPDX-License-Identifier: GPL-3.0-or-later
"""The texts for the person at the screen, as gettext finds them: read and written here without
any library, so that a plain Python is enough."""
import ast
import os
import subprocess

KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2', 'g_dngettext:2,3', 'dgettext:2']


class Message:
    """One entry: fields 'msgctxt', 'msgid', 'msgid_plural' (where it has them), where it stands
    and its flags ('c-format')."""

    def __init__(self):
        self.fields = {}
        self.places = []
        self.flags = []

    @property
    def texts(self):
        return [self.fields[f] for f in ('msgid', 'msgid_plural') if self.fields.get(f)]


def extract(root, output):
    """Writes what xgettext finds in the files of po/POTFILES.in to output; raises RuntimeError
    with what xgettext says. Returns the number of files."""
    with open(os.path.join(root, 'po/POTFILES.in'), encoding='utf-8') as stream:
        files = [f for f in map(str.strip, stream) if f and not f.startswith('#')]
    if not files:
        return 0
    surroundings = dict(os.environ, GETTEXTDATADIRS=os.path.join(root, 'data'))
    command = ['xgettext', '--from-code=UTF-8', '--add-comments=Translators', '--no-wrap',
               '--package-name=jointly', '--flag=jly_fail:4:c-format',
               '--flag=g_strdup_printf:1:c-format', '--directory=' + root, '--output=' + output]
    command += ['--keyword'] + ['--keyword=' + k for k in KEYWORDS] + files
    seen = subprocess.run(command, capture_output=True, text=True, env=surroundings, check=False)
    if seen.returncode != 0:
        raise RuntimeError(seen.stderr.strip())
    return len(files)


def read(path):
    """The messages of a .pot file, without the header."""
    messages, message, field = [], Message(), None
    with open(path, encoding='utf-8') as stream:
        for line in list(stream) + ['\n']:
            line = line.strip()
            if line.startswith('#:'):
                message.places += line[2:].split()
            elif line.startswith('#,'):
                message.flags += [flag.strip() for flag in line[2:].split(',')]
            elif line.startswith('"'):
                message.fields[field] += ast.literal_eval(line)
            elif line.startswith('msg'):
                field, text = line.split(' ', 1)
                message.fields[field] = ast.literal_eval(text)
            elif not line:
                if message.fields.get('msgid'):
                    messages.append(message)
                message = Message()
    return messages
