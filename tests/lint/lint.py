# SPDX-License-Identifier: GPL-3.0-or-later
"""What all lints share: the files of the project, and a self-test that proves that a lint can fail.

A lint is a function check (tree) that yields findings (path, line, sentence), together with bad
examples (each must give at least one finding) and a good example (must give none). An example maps
paths to texts. Output is TAP, so that meson counts every one of them.

    layers.py ROOT        looks at the project
    layers.py --self-test looks at the examples only
"""
import os
import subprocess
import sys
import tempfile

LEFT_OUT = ('_build', '.git', '__pycache__')


class Tree:
    """The files below a folder: those that git knows or would add, or all if it is no clone."""

    def __init__(self, root):
        self.root = os.path.abspath(root)
        self.paths = sorted(p for p in self._list() if os.path.isfile(self.full(p)))

    def _list(self):
        if os.path.exists(os.path.join(self.root, '.git')):
            command = ['git', '-c', 'safe.directory=*', '-C', self.root, 'ls-files', '-z',
                       '--cached', '--others', '--exclude-standard']
            return subprocess.run(command, check=True, capture_output=True,
                                  text=True).stdout.split('\0')[:-1]
        return self._walk()

    def _walk(self):
        found = []
        for folder, names, files in os.walk(self.root):
            names[:] = [n for n in names if not n.startswith(LEFT_OUT)]
            found += [os.path.relpath(os.path.join(folder, f), self.root) for f in files]
        return found

    def full(self, path):
        return os.path.join(self.root, path)

    def has(self, path):
        return path in self.paths

    def below(self, *folders, ends=('',)):
        """Paths below one of the folders that end in one of the given ways."""
        starts = tuple(f + '/' for f in folders) or ('',)
        return [p for p in self.paths if p.startswith(starts) and p.endswith(tuple(ends))]

    def read(self, path):
        with open(self.full(path), encoding='utf-8', errors='replace') as stream:
            return stream.read()

    def lines(self, path):
        """Pairs of line number and line."""
        return list(enumerate(self.read(path).splitlines(), 1))


def room_of(path):
    parts = path.split('/')
    return parts[1] if len(parts) > 2 and parts[0] == 'src' else None


def without_comments(text):
    """C text with comments and the insides of strings blanked; every line stays where it was."""
    out, state, i = [], 'code', 0
    while i < len(text):
        c, two = text[i], text[i:i + 2]
        if state == 'code':
            if two in ('/*', '//'):
                state, i = two, i + 2
                out.append('  ')
                continue
            if c in '"\'':
                state = c
            out.append(c)
        elif state == '/*' and two == '*/':
            state, i = 'code', i + 2
            out.append('  ')
            continue
        elif state in '"\'':
            if c == '\\':
                out.append('  ')
                i += 2
                continue
            out.append(c if c in (state, '\n') else ' ')
            if c in (state, '\n'):
                state = 'code'
        else:
            if state == '//' and c == '\n':
                state = 'code'
            out.append('\n' if c == '\n' else ' ')
        i += 1
    return ''.join(out)


def _plant(folder, example):
    for path, text in example.items():
        full = os.path.join(folder, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, 'w', encoding='utf-8') as stream:
            stream.write(text)


def _findings_in(check, example):
    with tempfile.TemporaryDirectory(prefix='jointly-lint.') as folder:
        _plant(folder, example)
        return list(check(Tree(folder)))


def _self_test(check, bad, good):
    print(f'1..{len(bad) + 1}')
    failed = 0
    for number, (name, example) in enumerate(bad.items(), 1):
        seen = _findings_in(check, example)
        failed += not seen
        print(f'{"ok" if seen else "not ok"} {number} - notices: {name}')
    seen = _findings_in(check, good)
    for path, line, text in seen:
        print(f'# {path}:{line}: {text}')
    print(f'{"not ok" if seen else "ok"} {len(bad) + 1} - is content with a good example')
    return 1 if failed or seen else 0


def main(check, bad, good):
    if sys.argv[1:] == ['--self-test']:
        sys.exit(_self_test(check, bad, good))
    if len(sys.argv) != 2:
        sys.exit(f'usage: {os.path.basename(sys.argv[0])} ROOT | --self-test')
    tree = Tree(sys.argv[1])
    findings = list(check(tree)) if tree.paths else [('.', 0, 'there are no files here')]
    print('1..1')
    for path, line, text in findings:
        print(f'# {path}:{line}: {text}')
    name = os.path.splitext(os.path.basename(sys.argv[0]))[0]
    print(f'{"not ok" if findings else "ok"} 1 - {name}: {len(findings)} findings')
    sys.exit(1 if findings else 0)
