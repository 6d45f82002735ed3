# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a language that nobody speaks out of the English texts, to see what a translation would
do to the pages: every letter has an accent, every text is 40 % longer and stands in brackets. A
text on the screen without them is one that no translator would ever see; a bracket that is missing
on the screen is a text that was cut off.

    pseudo.py ROOT FOLDER   writes FOLDER/en_XA/LC_MESSAGES/jointly.mo

Run a program with JLY_LOCALEDIR=FOLDER LANGUAGE=en_XA and any locale but plain "C"."""
import os
import re
import subprocess
import sys
import tempfile

import texts

LANGUAGE = 'en_XA'
ACCENTS = str.maketrans('aceghijklnorstuwyzACEGHIJKLNORSTUWYZ',
                        'áçéĝĥíĵķļñóřšťúŵýžÁÇÉĜĤÍĴĶĻÑÓŘŠŤÚŴÝŽ')
# What must stay as it is: printf places, markup, entities, line ends, placeholders in braces, and
# the letter after a mnemonic's underscore.
KEEP = re.compile(r'(%(?:\d+\$)?[-+ #0\']*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|z|j|t)?[a-zA-Z%]'
                  r'|<[^>]*>|&\w+;|\n|\{\w*\}|_\w)')


def stretch(text):
    """One text in the language that nobody speaks."""
    if not text.strip():
        return text
    parts = KEEP.split(text)
    said = ''.join(p if i % 2 else p.translate(ACCENTS) for i, p in enumerate(parts))
    body, ends = (said[:-1], '\n') if said.endswith('\n') else (said, '')
    starts = '\n' if body.startswith('\n') else ''
    dots = max(1, round(len(text) * 0.4) - 2)
    # A line may end after each eighth, as it may between words.
    more = '\u200b'.join('·' * min(8, dots - i) for i in range(0, dots, 8))
    return f'{starts}[{body.lstrip(starts) if starts else body}{more}]{ends}'


def quote(text):
    said = text.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n').replace('\t', '\\t')
    return f'"{said}"'


def write(messages, path):
    head = ('MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n'
            'Content-Transfer-Encoding: 8bit\nLanguage: en_XA\n'
            'Plural-Forms: nplurals=2; plural=(n != 1);\n')
    with open(path, 'w', encoding='utf-8') as out:
        out.write(f'msgid ""\nmsgstr {quote(head)}\n')
        for message in messages:
            out.write('\n')
            if message.flags:
                out.write('#, ' + ', '.join(message.flags) + '\n')
            for field in ('msgctxt', 'msgid', 'msgid_plural'):
                if field in message.fields:
                    out.write(f'{field} {quote(message.fields[field])}\n')
            said = [quote(stretch(text)) for text in message.texts]
            if len(said) == 1:
                out.write(f'msgstr {said[0]}\n')
            else:
                out.write(f'msgstr[0] {said[0]}\nmsgstr[1] {said[1]}\n')


def main(root, folder):
    target = os.path.join(folder, LANGUAGE, 'LC_MESSAGES')
    os.makedirs(target, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix='jointly-pseudo.') as work:
        pot, po = os.path.join(work, 'a.pot'), os.path.join(work, 'a.po')
        messages = texts.read(pot) if texts.extract(root, pot) else []
        write(messages, po)
        # --check-format compares the printf places of both sides.
        subprocess.run(['msgfmt', '--check-format', '-o', os.path.join(target, 'jointly.mo'), po], check=True)
    print(f'{len(messages)} texts')


if __name__ == '__main__':
    main(*sys.argv[1:])
