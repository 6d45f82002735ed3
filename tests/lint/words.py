# SPDX-License-Identifier: GPL-3.0-or-later
"""The words on the screen are the people's words: no trade words, no shouting, no machine's
plurals. Texts are those that gettext finds."""
import os
import re
import sys
import tempfile

import lint

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import texts  # pylint: disable=wrong-import-position

# Never said -> what we say.
NEVER = {
    r'miners?|servers?|nodes?|helpers?': 'computing party',
    r'secret[- ]shar\w+|ciphertexts?': 'piece, sealed piece',
    r'datasets?|record vectors?': 'your figures, column, row',
    r'secret keys?|private keys?': 'key, passphrase',
    r'fingerprints?|SAS|hash(es)?|hashed': 'verification words',
    r'schemas?|parsing': 'read-back',
    r'k-anonymity|null|suppressed': 'hidden, fewer than 5',
    r'queries|query|jobs?|tasks?|circuits?': 'question',
    r'policy|policies|payloads?|manifests?': 'text that everybody signs, contract',
    r'inference attacks?|leakage|leaks?': 'could work it out',
    r'uploads?|uploaded|submit|submitted|pushed': 'hand in, send',
    r'aborted|crashed|fatal|died': 'stopped',
    r'timeouts?|timed out|connection refused': 'cannot be reached',
    r'corrupted|adversary|adversaries|collud\w+|collusion': 'two working together in secret',
    r'diagnostics|debug\w*': 'connection doctor',
    r'boolean|plaintext|cleartext|GF\(2\)|XOR|TLS|SQL\w*|CBOR': 'a plain word',
    r'military-grade|bulletproof|unbreakable|100 ?% (safe|secure)': 'no promise like this',
    r'\w+\(s\)': 'ngettext and two whole sentences',
}
WORDS = [(re.compile(rf'(?<![\w-])({never})(?![\w-])', re.IGNORECASE), instead)
         for never, instead in NEVER.items()]
SHAPES = [(re.compile(r'!'), 'no exclamation marks'), (re.compile(r'\.\.\.'), 'write …'),
          (re.compile(r'(^|[^%])%$'), 'gettext knows PRIu64, and no other format macro')]
# Those who run a computing party read the texts of the two programs without pages.
TRADE = ('src/ctl/', 'src/miner/')
TRADE_WORDS = re.compile(r'miners?|servers?|TLS', re.IGNORECASE)
# Names that stand in texts as they are: programs, options, keys.
NAMES = re.compile(r'jointly-miner|--[\w-]+')


def problems(text, for_trade):
    text = NAMES.sub('', text)
    for pattern, instead in WORDS:
        found = pattern.search(text)
        if found and not (for_trade and TRADE_WORDS.fullmatch(found.group(1))):
            yield f'"{found.group(1)}": we say {instead}'
    for pattern, instead in SHAPES:
        if pattern.search(text):
            yield f'"{text[:40]}": {instead}'


def check(tree):
    with tempfile.TemporaryDirectory(prefix='jointly-words.') as work:
        pot = os.path.join(work, 'a.pot')
        try:
            messages = texts.read(pot) if texts.extract(tree.root, pot) else []
        except (RuntimeError, OSError) as problem:
            yield 'po/POTFILES.in', 0, str(problem)
            return
    for message in messages:
        path, _, line = (message.places or ['?:0'])[0].rpartition(':')
        for text in message.texts:
            for problem in problems(text, path.startswith(TRADE)):
                yield path, line, problem


def example(text, path='src/app/a.c'):
    return {'po/POTFILES.in': path + '\n', path: f'char *f (void) {{ return _("{text}"); }}\n'}


PAGE = '<interface><object class="A"><property name="title" translatable="yes">%s</property>' \
       '</object></interface>\n'
BAD = {
    'miner in a source file': example('The miner is away'),
    'a trade word in a page': {'po/POTFILES.in': 'ui/a.ui\n', 'ui/a.ui': PAGE % 'Query the Server'},
    'shouting': example('Done!'),
    'three dots': example('Open...'),
    'a text in two pieces': {'po/POTFILES.in': 'src/app/a.c\n',
                             'src/app/a.c': 'char *s = _("Row %" G_GUINT64_FORMAT " is odd");\n'},
    'a plural by brackets': example('2 row(s)'),
    'a list that names a file that is gone': {'po/POTFILES.in': 'src/app/gone.c\n'},
}
GOOD = {'po/POTFILES.in': 'src/app/a.c\nsrc/ctl/b.c\n',
        'src/app/a.c': '/* The miner. */ char *f (void) { return _("The computing party … notes"); }\n',
        'src/ctl/b.c': 'char *f (void) { return _("Start a miner"); }\n'}

if __name__ == '__main__':
    lint.main(check, BAD, GOOD)
