# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is killed without a word on one page after the other, and started again: what was
done is there, what was not is said, and nothing else is left.

    killed.py PROGRAM   under tests/support/run-ui.sh with JLY_UI_A11Y=atspi
"""
import os
import signal

import study
from killing import find_children, lives, open_keys, run
from person import Failure


def go_to_figures(person):
    person.click('Joint Bid')
    person.click('Rehearse With Made-Up Partners', begins=True)
    person.click('Use the Sample')
    person.see('Rehearse With Two Made-Up Partners', enabled=True)


def kill_on_plain_pages(story):
    for keys, words in ((None, 'Joint Bid'), ('ctrl+n', 'Choose a Case'),
                        ('ctrl+comma', 'Make your keys'), ('F1', 'Search the help')):
        person = story.start()
        person.see('Joint Bid')
        if keys:
            person.key(keys)
        person.see(words)
        story.kill()
    person = story.start()
    go_to_figures(person)
    story.kill()


def kill_while_it_runs(story):
    """One of the computing parties is stopped, so that the rehearsal is under way however fast this
    computer is; all of them end with the program."""
    person = story.person
    person.key('alt+r')
    miners = person.wait('the computing parties', lambda: find_children(person.process.pid))
    os.kill(miners[0], signal.SIGSTOP)
    person.see('Stop…')
    story.kill()
    os.kill(miners[0], signal.SIGCONT)
    person = story.start()
    person.see('Joint Bid')
    # One that was killed before its study was there is not listed at all.
    if person.find('Result ready') or person.find('One study is under way'):
        raise Failure('what was killed is said to go on, or to have ended')
    person.wait('the computing parties to end', lambda: not any(map(lives, miners)))


def find_draft(story):
    person = story.start()
    open_keys(person)
    person.click('Go on preparing')
    person.see('Who takes part, and who computes?')
    return person


def kill_while_preparing(story):
    """On the page of the parties and on that of an invitation: the draft is there again."""
    person = story.begin()
    person.click('Joint Bid')
    person.click('Prepare This Study')
    study.make_keys(person, 'The Roofers')
    person.see('Who takes part, and who computes?')
    story.kill()
    person = find_draft(story)
    person.click('Invite Somebody…')
    person.see('Back')
    story.kill()
    find_draft(story)
    story.kill()


def tell(story, step):
    story.begin()
    story.kill()
    kill_on_plain_pages(story)
    person = story.start()
    person.see('Joint Bid')
    if person.find('Result ready') or person.find('Stopped'):
        raise Failure('there is a study that nobody began')
    step('killed on the start page, the cases, settings, help and figures, it begins as it was')

    go_to_figures(person)
    person.key('alt+r')
    person.wait('the result', lambda: person.find('Yes, together you can bid', True)
                or person.find('Not yet:', True))
    story.kill()
    story.start().see('Result ready')
    story.kill()
    step('killed on the page of a result, the result is kept')

    go_to_figures(story.begin())
    kill_while_it_runs(story)
    story.kill()
    step('killed while a rehearsal runs, it has no result, and nothing computes any more')

    kill_while_preparing(story)
    step('killed while a study is prepared, the draft is there again')


run(tell)
