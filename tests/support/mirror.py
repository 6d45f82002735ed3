# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a folder a copy of the project's files: mirror.py ROOT COPY

Files that are the same already are not touched, so that a build of the copy stays valid; files that
the project does not have are removed."""
import filecmp
import os
import shutil
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'lint'))
import lint  # pylint: disable=wrong-import-position


def mirror(root, copy):
    paths = lint.Tree(root).paths
    for path in paths:
        source, target = os.path.join(root, path), os.path.join(copy, path)
        if os.path.isfile(target) and filecmp.cmp(source, target, shallow=False):
            continue
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copyfile(source, target)
        shutil.copymode(source, target)
    kept = set(paths)
    for folder, _, files in os.walk(copy):
        for name in files:
            full = os.path.join(folder, name)
            if os.path.relpath(full, copy) not in kept:
                os.remove(full)


if __name__ == '__main__':
    mirror(*sys.argv[1:])
