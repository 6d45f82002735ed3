# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripts can be parsed, say which shell they need, and need no more than a POSIX shell if they
say sh."""
import re
import subprocess

import lint

BASHISMS = re.compile(r'\[\[|\bfunction \w+|<<<|\$\{\w+(//|\^|,)|(^|\s)source |\bpipefail\b|\w\+=\(')
SHELLS = {'#!/bin/sh': 'sh', '#!/usr/bin/env bash': 'bash', '#!/bin/bash': 'bash'}


def check(tree):
    for path in tree.paths:
        lines = tree.lines(path)
        head = lines[0][1] if lines else ''
        if not path.endswith('.sh') and head not in SHELLS:
            continue
        shell = SHELLS.get(head)
        if shell is None:
            yield path, 1, 'the first line says no shell'
            continue
        seen = subprocess.run([shell, '-n', tree.full(path)], capture_output=True, text=True,
                              check=False)
        if seen.returncode != 0:
            yield path, 0, seen.stderr.strip().splitlines()[0]
        for number, line in lines:
            if shell == 'sh' and BASHISMS.search(line):
                yield path, number, 'this is bash, and the first line says sh'


BAD = {
    'a script that cannot be parsed': {'data/a.sh': '#!/bin/sh\nif true\n'},
    'bash that says sh': {'data/a.sh': '#!/bin/sh\n[[ a = b ]]\n'},
    'a script without a first line': {'data/a.sh': 'true\n'},
}
GOOD = {'data/a.sh': '#!/bin/sh\n[ a = a ] && echo "${1:-x}"\n', '.ci/run': '#!/usr/bin/env bash\n[[ 1 ]]\n'}

if __name__ == '__main__':
    lint.main(check, BAD, GOOD)
