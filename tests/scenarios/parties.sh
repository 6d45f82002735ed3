#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced after lib.sh: parties of a study, each with a folder and keys of its own in $DIR/parties, and
# the folder of what they send, $DIR/sent.

# party NAME COMMAND ARGUMENT...: as run
party ()
{
    who=$1 command=$2
    shift 2
    mkdir -p "$DIR/parties"
    run study "$command" --data-dir "$DIR/parties/$who" --keys "$DIR/parties/$who.key" --folder "$DIR/sent" "$@"
}

# computing NAME NAME NAME ARGUMENT...: the three compute, each in a process of its own
computing ()
{
    one=$DIR/parties/$1 two=$DIR/parties/$2 three=$DIR/parties/$3
    shift 3
    run study run --folder "$DIR/sent" --data-dir "$one" --keys "$one.key" --data-dir "$two" --keys "$two.key" \
        --data-dir "$three" --keys "$three.key" "$@"
}
