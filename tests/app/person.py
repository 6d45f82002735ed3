# SPDX-License-Identifier: GPL-3.0-or-later
"""A person at the program: real mouse, real keyboard, and what a screen reader is told. Knows
nothing of the program's inside; the journeys beside it say what the person does.
"""
import shutil
import subprocess
import tempfile
import time

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib

# A guard against waiting for ever; nothing depends on how long something takes.
PATIENCE_SECONDS = 60


class Failure(Exception):
    pass


def xdotool(*args):
    return subprocess.run(['xdotool', *map(str, args)], check=True, capture_output=True,
                          text=True).stdout.strip()


def children(node):
    try:
        return [child for child in (node.get_child_at_index(i)
                                    for i in range(node.get_child_count())) if child]
    except GLib.Error:  # It went away while we looked.
        return []


def walk(node):
    yield node
    for child in children(node):
        yield from walk(child)


def has_state(node, state):
    try:
        return node.get_state_set().contains(state)
    except GLib.Error:
        return False


def name_of(node):
    try:
        return node.get_name() or ''
    except GLib.Error:
        return ''


def is_called(text, name, begins):
    """GTK 4.8 puts a button's name and its label's behind each other."""
    return text in (name, f'{name} {name}') or (begins and text.startswith(name))


class Person:
    def __init__(self, program, data_dir):
        self.process = subprocess.Popen([program, '--data-dir', data_dir])
        self.window = None

    def wait(self, what, find):
        """Asks again and again until find gives something."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise Failure(f'the program ended while waiting for {what}')
            found = find()
            if found:
                return found
            # Looks again when the accessibility bus has spoken, or soon.
            GLib.timeout_add(20, lambda: False)
            GLib.MainContext.default().iteration(True)
        raise Failure(f'waited in vain for {what}; on the screen: {self.names()}')

    def application(self):
        for app in children(Atspi.get_desktop(0)):
            try:
                if app.get_process_id() == self.process.pid:
                    return app
            except GLib.Error:
                pass
        return None

    def names(self):
        app = self.application()
        return [name_of(node) for node in walk(app) if name_of(node)] if app else []

    def find(self, name, begins=False, enabled=False):
        app = self.application()
        for node in walk(app) if app else []:
            if not is_called(name_of(node), name, begins):
                continue
            if not has_state(node, Atspi.StateType.VISIBLE):
                continue
            if enabled and not has_state(node, Atspi.StateType.SENSITIVE):
                continue
            return node
        return None

    def see(self, name, begins=False, enabled=False):
        return self.wait(f'“{name}”', lambda: self.find(name, begins, enabled))

    def open_window(self):
        """Puts the window where its coordinates are those of the screen, with the keyboard in it."""
        self.window = self.wait('the window', lambda: subprocess.run(
            ['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
            capture_output=True, text=True).stdout.split())[0]
        xdotool('windowmove', '--sync', self.window, 0, 0)
        xdotool('windowfocus', '--sync', self.window)

    def point_at(self, name, begins=False):
        """Moves the mouse to the middle of what has this name."""
        node = self.see(name, begins, enabled=True)
        x, y = self.wait(f'“{name}” to stand still', lambda: self.middle_at_rest(node))
        xdotool('mousemove', '--sync', x, y)

    def click(self, name, begins=False):
        self.point_at(name, begins)
        xdotool('click', 1)

    def double_click(self, name, begins=False):
        self.point_at(name, begins)
        xdotool('click', '--repeat', 2, '--delay', 60, 1)

    def see_keyboard(self, begin):
        """Waits until the keyboard is on what has a name that begins so."""
        return self.wait(f'the keyboard on “{begin}”', lambda: self.find_focus(begin))

    def find_focus(self, begin):
        node = self.find(begin, begins=True)
        return node if node and has_state(node, Atspi.StateType.FOCUSED) else None

    def middle_at_rest(self, node):
        """Where to click, or None while its page still slides in. Places are told from the window's
        own corner, inside its frame."""
        first, second = self.place(node), self.place(node)
        frame = self.place(self.application().get_child_at_index(0))
        if not first or not frame or first != second:
            return None
        geometry = xdotool('getwindowgeometry', '--shell', self.window)
        size = dict(line.split('=') for line in geometry.splitlines())
        border = (int(size['WIDTH']) - frame[2]) // 2
        return border + first[0] + first[2] // 2, border + first[1] + first[3] // 2

    @staticmethod
    def place(node):
        try:
            box = node.get_extents(Atspi.CoordType.WINDOW)
        except GLib.Error:
            return None
        return (box.x, box.y, box.width, box.height) if box.width > 0 else None

    def key(self, keys):
        xdotool('key', '--clearmodifiers', keys)

    def forbids_core(self):
        with open(f'/proc/{self.process.pid}/limits', encoding='utf-8') as limits:
            return any(line.split()[:6] == 'Max core file size 0 0'.split() for line in limits)

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


def run(program, travel):
    """Lets a person travel, and tells in TAP how far he came; travel is called with the person and
    a function that says what was reached."""
    data_dir = tempfile.mkdtemp(prefix='jointly-journey.')
    person = Person(program, data_dir)
    done = 0

    def step(what):
        nonlocal done
        done += 1
        print(f'ok {done} - {what}', flush=True)

    try:
        travel(person, step)
        print(f'1..{done}')
    except (Failure, subprocess.SubprocessError) as problem:
        print(f'# {problem}')
        print(f'not ok {done + 1} - the journey goes on')
        print(f'1..{done + 1}')
    finally:
        person.end()
        shutil.rmtree(data_dir, ignore_errors=True)
