#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by case-c.sh --app: the member $APP is the program itself, under a display of its own, led by
# mouse and keyboard (tests/app/member.py) from one order to the next. Needs $JOINTLY.

# app_does ORDER ARGUMENT...: as run; "done" in $DIR/out, or why not in $DIR/err
app_does ()
{
    echo "$@" >&8
    : > "$DIR/err"
    read -r answer <&9 || answer="the program is gone"
    echo "$answer" > "$DIR/out"
    code=0
    [ "$answer" = "done" ] || { code=1 && mv "$DIR/out" "$DIR/err" && : > "$DIR/out"; }
}

# Makes keys, and chooses the folder into which the others' mail is put.
app_begins ()
{
    mkdir -p "$DIR/members/$APP.notes"
    mkfifo "$DIR/orders" "$DIR/answers"
    # shellcheck disable=SC2086
    JLY_UI_A11Y=atspi "$HERE/../support/run-ui.sh" /usr/bin/python3 -B "$HERE/../app/member.py" "$JOINTLY" \
        "$DIR/members/$APP" ${JLY_PICTURES:-} < "$DIR/orders" > "$DIR/answers" 2> "$DIR/app.log" &
    exec 8> "$DIR/orders" 9< "$DIR/answers"
    app_does begin $APP "$DIR/members/$APP.notes"
    succeed "the app makes its keys" "done"
    until [ -n "$(find "$DIR/members/$APP.notes" -name '*.jointlycard')" ]; do sleep 0.2; done
}

# The chair begins, all follow by themselves, and the person types what the chair reads out.
app_compares_words ()
{
    member alder words
    for turn in 1 2 3; do
        for each in alder $MEMBERS $LATE; do
            [ "$each" = "$APP" ] || member "$each" sync
        done
    done
    words_are_there ()
    {
        member alder sync
        member alder words --json
    }
    until_seen '"reading"' words_are_there
    words=$(sed -n 's/.*"words" : "\(.*\)".*/\1/p' "$DIR/out")
    app_does words alder "$words"
    succeed "the person in the app types the chair’s words" "done"
}
