#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the scenarios: runs jointlyctl as a person would and compares exit code and sentence.
# Needs $JOINTLYCTL and $SAMPLES; makes $DIR, removed at the end.
set -u
DIR=$(mktemp -d)
trap 'rm -rf "$DIR"' EXIT INT TERM
TENDER=$SAMPLES/tender.csv NORTH=$SAMPLES/north.csv HARBOUR=$SAMPLES/harbour.csv RIDGE=$SAMPLES/ridge.csv
number=0

report () # ok, name
{
    number=$((number + 1))
    echo "$1 $number - $2"
}

# run ARGUMENT...: jointlyctl with its output in $DIR/out, its errors in $DIR/err, its exit code in $code
run ()
{
    "$JOINTLYCTL" "$@" > "$DIR/out" 2> "$DIR/err" < /dev/null
    code=$?
}

# a rehearsal of the samples with further arguments; later --public or --data may not repeat
rehearse ()
{
    run rehearse a --public "tender=$TENDER" --data "north=$NORTH" --data "harbour=$HARBOUR" --data "ridge=$RIDGE" "$@"
}

# expect NAME CODE WORDS...: exit code, every word in the errors, two lines at most, nothing shown as a result
expect ()
{
    name=$1 wanted=$2
    shift 2
    why=
    [ "$code" = "$wanted" ] || why="exit code $code, not $wanted"
    for words in "$@"; do
        grep -qF -- "$words" "$DIR/err" || why="$why; no “$words”"
    done
    [ "$(grep -c . "$DIR/err")" = 2 ] || why="$why; not one sentence and one next step"
    grep -q '^Next: ' "$DIR/err" || why="$why; no next step"
    [ ! -s "$DIR/out" ] || why="$why; something was shown as a result"
    if [ -z "$why" ]; then
        report ok "$name"
    else
        report "not ok" "$name"
        echo "# $why"
        sed 's/^/# /' "$DIR/err"
    fi
}

# succeed NAME WORDS...: exit code 0, no errors, every word in the output
succeed ()
{
    name=$1
    shift
    why=
    [ "$code" = 0 ] || why="exit code $code"
    [ ! -s "$DIR/err" ] || why="$why; errors"
    for words in "$@"; do
        grep -qF -- "$words" "$DIR/out" || why="$why; no “$words”"
    done
    if [ -z "$why" ]; then
        report ok "$name"
    else
        report "not ok" "$name"
        echo "# $why"
        sed 's/^/# /' "$DIR/err" "$DIR/out"
    fi
}

finish ()
{
    echo "1..$number"
}
