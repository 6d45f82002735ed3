# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop reads about us passes the desktop's own validators: the .desktop file and the
metainfo, as they are built.

    desktop.py FOLDER   a folder with built .desktop and .metainfo.xml files"""
import subprocess

import lint

TOOLS = {'.desktop': ['desktop-file-validate'],
         '.metainfo.xml': ['appstreamcli', 'validate', '--no-net', '--no-color']}


def check(tree):
    for end, command in TOOLS.items():
        files = tree.below(ends=(end,))
        if not files:
            yield '.', 0, f'there is no {end} file'
        for path in files:
            seen = subprocess.run(command + [tree.full(path)], capture_output=True, text=True,
                                  check=False)
            if seen.returncode != 0:
                said = ' '.join((seen.stdout + seen.stderr).split())
                yield path, 0, f'{command[0]}: {said}'


DESKTOP = '[Desktop Entry]\nType=Application\nName=A\nExec=a\nCategories=Office;\n'
METAINFO = '''<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>org.example.A</id>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>GPL-3.0-or-later</project_license>
  <name>A</name>
  <summary>Does a thing</summary>
  <description><p>This is long enough to be a description of a program that does a thing.</p></description>
  <launchable type="desktop-id">org.example.A.desktop</launchable>
  <url type="homepage">https://example.org</url>
  <content_rating type="oars-1.1"/>
  <releases><release version="1" date="2026-11-21"/></releases>
</component>
'''
BAD = {
    'a .desktop file without a type': {'a.desktop': DESKTOP.replace('Type=Application\n', ''),
                                       'a.metainfo.xml': METAINFO},
    'metainfo without a license': {
        'a.desktop': DESKTOP,
        'a.metainfo.xml': METAINFO.replace('<metadata_license>CC0-1.0</metadata_license>', '')},
    'nothing at all': {'a.txt': '\n'},
}
GOOD = {'a.desktop': DESKTOP, 'a.metainfo.xml': METAINFO}

if __name__ == '__main__':
    lint.main(check, BAD, GOOD)
