# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts test cases in meson's logs: count.py LOG.json ... prints "PASSED FAILED SKIPPED" and the names
of the programs that failed.

A program that fails without saying in which case (a crash, a leak found at the end, a timeout)
counts as one failed case. A log that is missing counts as one, too."""
import json
import re
import sys

CASE = re.compile(r'^(not ok|ok)\b(.*)$', re.MULTILINE)
SKIP = re.compile(r'#\s*SKIP', re.IGNORECASE)


def count_program(test):
    """(passed, failed, skipped) of one program."""
    passed = failed = skipped = 0
    good = test['result'] in ('OK', 'SKIP', 'EXPECTEDFAIL')
    for said, rest in CASE.findall(test.get('stdout') or ''):
        if SKIP.search(rest):
            skipped += 1
        elif said == 'ok':
            passed += 1
        else:
            failed += 1
    if not good and failed == 0:
        failed = 1
    if good and passed + failed + skipped == 0:
        passed, skipped = (1, 0) if test['result'] == 'OK' else (0, 1)
    return passed, failed, skipped


def show(test):
    """What a failed program said last; meson keeps it to itself where only cases failed."""
    said = (test.get('stdout') or '') + (test.get('stderr') or '')
    print(f'--- {test["name"]}: {test["result"]}', *said.splitlines()[-60:], sep='\n', file=sys.stderr)


def count_log(path, names):
    with open(path, encoding='utf-8') as stream:
        tests = [json.loads(line) for line in stream if line.strip()]
    counts = [count_program(test) for test in tests]
    for test, (_, failed, _) in zip(tests, counts):
        if failed:
            show(test)
            names.append(test['name'].split(' / ')[-1].split(':')[-1])
    return [sum(column) for column in zip(*counts)] or [0, 0, 0]


def main(paths):
    total = [0, 0, 0]
    names = []
    for path in paths:
        try:
            counts = count_log(path, names)
        except (OSError, ValueError) as problem:
            print(f'{path}: {problem}', file=sys.stderr)
            counts = [0, 1, 0]
            names.append(path)
        total = [a + b for a, b in zip(total, counts)]
    print(*total, *names)


if __name__ == '__main__':
    main(sys.argv[1:])
