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
# What is in the same place after three frames does not slide: each is a sixtieth of a second. Nothing is
# measured by it. On a machine so busy that no frame was drawn meanwhile, the place is still the one that
# the program has, and where it looks for what is clicked on.
STILL_SECONDS = 0.05


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


def has_state(node, state):
    try:
        return node.get_state_set().contains(state)
    except GLib.Error:
        return False


def is_button(node):
    try:
        return node.get_role() == Atspi.Role.PUSH_BUTTON
    except GLib.Error:
        return False


def walk(node, enabled=False):
    """The node and all below it; what lies in a button that cannot be pressed says nothing of that
    itself."""
    yield node
    if enabled and is_button(node) and not has_state(node, Atspi.StateType.SENSITIVE):
        return
    for child in children(node):
        yield from walk(child, enabled)


def name_of(node):
    try:
        return node.get_name() or ''
    except GLib.Error:
        return ''


def is_called(text, name, begins):
    """GTK 4.8 puts a button's name and its label's behind each other."""
    return text in (name, f'{name} {name}') or (begins and text.startswith(name))


class Person:
    def __init__(self, program, data_dir, *files):
        self.command = [program, '--data-dir', data_dir, *files]
        self.process = subprocess.Popen(self.command)
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
                    # What libatspi keeps of several programs is sometimes out of date.
                    app.set_cache_mask(Atspi.Cache.NONE)
                    return app
            except GLib.Error:
                pass
        return None

    def names(self):
        app = self.application()
        return [name_of(node) for node in walk(app) if name_of(node)] if app else []

    def find(self, name, begins=False, enabled=False):
        app = self.application()
        for node in walk(app, enabled) if app else []:
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

    def windows(self):
        """Ids of the windows that can be seen, the program's own and its dialogs, oldest first."""
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid',
                                str(self.process.pid)], capture_output=True, text=True)
        return sorted(found.stdout.split(), key=int)

    def open_window(self):
        """Waits for the window, and sits down before it."""
        self.window = self.wait('the window', self.windows)[0]
        self.sit_down()

    def sit_down(self):
        """Puts the window in front, where its coordinates are those of the screen, with the
        keyboard in it."""
        xdotool('windowmove', '--sync', self.window, 0, 0)
        xdotool('windowraise', self.window)
        xdotool('windowfocus', '--sync', self.window)

    def point_at(self, name, begins=False):
        """Moves the mouse to the middle of what has this name."""
        seen, since = None, 0

        def look():
            """It may be another one of the same name by the time that it stands still."""
            nonlocal seen, since
            node = self.find(name, begins, enabled=True)
            place = self.place(node) if node else None
            if place is None or place != seen:
                seen, since = place, time.monotonic()
                return None
            return time.monotonic() - since >= STILL_SECONDS and self.middle(node, place)

        x, y = self.wait(f'“{name}” to stand still in view', look)
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

    def middle(self, node, place):
        """Where to click on the node in this place, or None while the mouse wheel still brings it
        into view. Places are told from the window's own corner, inside its frame."""
        frame = self.place(self.application().get_child_at_index(0))
        if not frame:
            return None
        geometry = xdotool('getwindowgeometry', '--shell', self.window)
        size = dict(line.split('=') for line in geometry.splitlines())
        border = (int(size['WIDTH']) - frame[2]) // 2
        x, y = border + place[0] + place[2] // 2, border + place[1] + place[3] // 2
        view = self.find_view(node)
        if view is None or border + view[1] + 4 <= y <= border + view[1] + view[3] - 4:
            return x, y
        middle = border + view[1] + view[3] // 2
        xdotool('mousemove', '--sync', border + view[0] + view[2] // 2, middle)
        xdotool('click', 5 if y > middle else 4)
        return None

    def find_view(self, node):
        """The place of what scrolls around the node, beside whose scroll bars it lies; None if
        nothing does."""
        try:
            while node and node.get_role() != Atspi.Role.APPLICATION:
                if any(child.get_role() == Atspi.Role.SCROLL_BAR for child in children(node)):
                    return self.place(node)
                node = node.get_parent()
        except GLib.Error:  # It went away while we looked.
            pass
        return None

    @staticmethod
    def place(node):
        try:
            box = node.get_extents(Atspi.CoordType.WINDOW)
        except GLib.Error:
            return None
        return (box.x, box.y, box.width, box.height) if box.width > 0 else None

    def key(self, keys):
        xdotool('key', '--clearmodifiers', keys)

    def go_home(self):
        """Presses the keys, and waits until the start page has come: another page may have what is
        looked for there too."""
        self.key('alt+Home')
        self.see('New Study')

    def type(self, text):
        xdotool('type', '--clearmodifiers', '--delay', 12, text)

    def fill(self, name, text):
        """Clicks into the field of this name and types."""
        self.click(name)
        self.type(text)

    def read_on(self, name):
        """Turns the mouse wheel over the page until what has this name can be pressed."""
        self.see(name)
        self.wait(f'“{name}” after the end of the page', lambda: self.turn_until(name))

    def turn_until(self, name):
        xdotool('mousemove', '--sync', 300, 400)
        xdotool('click', '--repeat', 8, 5)
        return self.find(name, enabled=True)

    def choose_in_menu(self, button, name):
        """Opens the menu of this button and goes down to the entry of this name."""
        self.click(button)
        self.see(name)
        self.wait(f'“{name}” to be reached', lambda: self.go_down_to(name))
        self.key('Return')

    def go_down_to(self, name):
        self.key('Down')
        return any(has_state(node, Atspi.StateType.FOCUSED) and is_called(name_of(node), name, False)
                   for node in walk(self.application()))

    def choose(self, path):
        """Gives this path to the dialog that asks for a file or folder."""
        dialog = self.wait('a dialog for files', lambda: [
            window for window in self.windows() if window != self.window])[-1]
        xdotool('windowraise', dialog)
        xdotool('windowfocus', '--sync', dialog)
        self.key('ctrl+a')
        self.type(path)
        self.key('Return')
        self.wait('the dialog to go', lambda: dialog not in self.windows())
        self.sit_down()

    def forbids_core(self):
        with open(f'/proc/{self.process.pid}/limits', encoding='utf-8') as limits:
            return any(line.split()[:6] == 'Max core file size 0 0'.split() for line in limits)

    def kill_and_start(self):
        """The program is killed without a word, and started again."""
        self.end()
        self.process = subprocess.Popen(self.command)
        self.open_window()

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


def report(story):
    """Tells the story, which calls step(words) for what has come true, as TAP."""
    done = 0

    def step(what):
        nonlocal done
        done += 1
        print(f'ok {done} - {what}', flush=True)

    try:
        story(step)
        print(f'1..{done}')
    except (Failure, subprocess.SubprocessError) as problem:
        print(f'# {problem}')
        print(f'not ok {done + 1} - the story goes on')
        print(f'1..{done + 1}')


def run(program, travel):
    """Lets a person travel; travel is called with the person and step, as in report."""
    data_dir = tempfile.mkdtemp(prefix='jointly-journey.')
    person = Person(program, data_dir)
    try:
        report(lambda step: travel(person, step))
    finally:
        person.end()
        shutil.rmtree(data_dir, ignore_errors=True)
