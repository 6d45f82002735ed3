# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person hears who does not see the screen: Orca reads, the keyboard leads from the start
page to a result and to the settings.

    spoken.py PROGRAM   under tests/support/run-ui.sh with JLY_UI_A11Y=atspi
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

import person
from person import Failure

# What Orca writes down of each thing that it says; there is no sound here.
SAID = re.compile(r"SPEECH OUTPUT: '(.*)'\s*\{")
# Names of classes, and the line under a letter: nothing that a person should hear.
NOT_WORDS = re.compile(r'\b(Gtk|Adw|Jly|Gsk|Gdk)[A-Z]|(^| )_\w')


# Orca itself, but what it writes down is there at once, and not when a block is full.
ORCA = """
import builtins, runpy, shutil, sys
plain = builtins.open
builtins.open = lambda file, *args, **named: (
    plain(file, 'w', 1, encoding='utf-8') if file == sys.argv[1].partition('=')[2]
    else plain(file, *args, **named))
sys.argv[0] = shutil.which('orca')
runpy.run_path(sys.argv[0], run_name='__main__')
"""


class Orca:
    def __init__(self, folder):
        self.path = os.path.join(folder, 'orca.txt')
        self.heard = 0
        self.process = subprocess.Popen(
            [sys.executable, '-c', ORCA, f'--debug-file={self.path}'],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def all(self):
        try:
            with open(self.path, encoding='utf-8', errors='replace') as log:
                return SAID.findall(log.read())
        except FileNotFoundError:
            return []

    def listen(self, *texts, one_is_enough=False):
        """Waits until each of these was said since the last time, or one of them if one is
        enough, and returns all of it."""
        enough = any if one_is_enough else all
        end = time.monotonic() + person.PATIENCE_SECONDS
        while time.monotonic() < end:
            said = self.all()[self.heard:]
            if enough(any(text in words for words in said) for text in texts):
                self.heard += len(said)
                return said
            time.sleep(0.1)
        raise Failure(f'{texts} was not said, but {self.all()[self.heard:]}')

    def wait_for_silence(self):
        """Until something was said, and then nothing for a while; or nothing at all for long. How
        long only decides how far go_to goes, not whether the test passes."""
        before = n = len(self.all())
        last = time.monotonic()
        while time.monotonic() - last < (1 if n > before else 5):
            time.sleep(0.1)
            if len(self.all()) > n:
                n, last = len(self.all()), time.monotonic()

    def end(self):
        self.process.kill()
        self.process.wait()


def go_to(listener, orca, text):
    """Goes on with the Tab key until this is said, and no further."""
    for _ in range(40):
        listener.key('Tab')
        orca.wait_for_silence()
        if any(text in words for words in orca.all()[orca.heard:]):
            return orca.listen(text)
    raise Failure(f'the Tab key does not lead to {text!r}, only to {orca.all()[orca.heard:]}')


def travel(listener, orca, step):
    orca.listen('Screen reader on')
    listener.open_window()
    listener.see('Joint Bid')
    go_to(listener, orca, 'Together, can we bid, and at what price?')
    step('a case is said with its question')

    listener.key('Return')
    orca.listen('Joint Bid panel', 'Rehearse With Made-Up Partners push button')
    step('a page is said with its title and its first button')

    listener.key('Return')
    listener.see('Bring your company’s figures')
    go_to(listener, orca, 'Open the Tender… push button')
    step('the button of a line is said with its own words')

    go_to(listener, orca, 'Use the Sample push button')
    listener.key('Return')
    listener.see('Rehearse With Two Made-Up Partners', enabled=True)
    listener.key('alt+r')
    # The partners are made up anew each time.
    orca.listen('together you can bid', 'Not yet:', one_is_enough=True)
    step('the result is said when it is there')

    listener.key('ctrl+comma')
    listener.see('Language')
    go_to(listener, orca, 'Erase everything')
    step('the settings are said to their end')

    strange = [words for words in orca.all() if NOT_WORDS.search(words)]
    if strange or len(orca.all()) < 40:
        raise Failure(f'{len(orca.all())} things were said, among them {strange}')
    step('nothing is called by the name of a class')


def is_in_use():
    """Whether somebody listens to it here: a second one would end the first."""
    return subprocess.run(['pgrep', '-u', str(os.getuid()), '-x', 'orca'],
                          stdout=subprocess.DEVNULL, check=False).returncode == 0


def run(program):
    if shutil.which('orca') is None or is_in_use():
        print('1..0 # SKIP there is no screen reader, or somebody uses it')
        return
    folder = tempfile.mkdtemp(prefix='jointly-spoken.')
    orca = Orca(folder)
    listener = person.Person(program, os.path.join(folder, 'data'))
    try:
        person.report(lambda step: travel(listener, orca, step))
    finally:
        listener.end()
        orca.end()
        shutil.rmtree(folder, ignore_errors=True)


run(sys.argv[1])
