#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced after lib.sh: computing parties as services, each a process with a folder of its own below
# $DIR/services. Needs $MINER and $PORTS (a program that prints ports which are free).
SERVICES=
service_stop ()
{
    for pid in $SERVICES; do kill "$pid" 2> /dev/null; done
    for pid in $SERVICES; do wait "$pid" 2> /dev/null; done
    SERVICES=
}
trap 'service_stop; rm -rf "$DIR"' EXIT
trap 'exit 1' INT TERM

# member NAME COMMAND ARGUMENT...: as run, with nothing shared with anybody
member ()
{
    who=$1 command=$2
    shift 2
    mkdir -p "$DIR/members"
    run study "$command" --data-dir "$DIR/members/$who" --keys "$DIR/members/$who.key" --folder "$DIR/members/$who.notes" "$@"
}

# service_config NAME [ADDRESS:]PORT [LINE...]: its file
service_config ()
{
    who=$1 at=$2
    shift 2
    case $at in *:*) ;; *) at=127.0.0.1:$at ;; esac
    mkdir -p "$DIR/services"
    {
        printf '[party]\nname=%s\ndata-dir=%s\n' "$who" "$DIR/services/$who"
        printf '[network]\nlisten=%s\naddress=%s\ncall-seconds=5\n' "$at" "$at"
        printf '[control]\nsocket=%s\n' "$DIR/services/$who.control"
        for line in "$@"; do printf '%s\n' "$line"; done
    } > "$DIR/services/$who.conf"
}

# door NAME: the command that goes into its house (town.sh), if it has one
door ()
{
    [ ! -f "$DIR/services/$1.house" ] || echo "nsenter --net=/proc/$(cat "$DIR/services/$1.house")/ns/net"
}

# service_start NAME: waits until it answers its operator; its process is in $pid
service_start ()
{
    # shellcheck disable=SC2046
    $(door "$1") "$MINER" --config "$DIR/services/$1.conf" >> "$DIR/services/$1.log" 2>&1 &
    pid=$!
    SERVICES="$SERVICES $pid"
    echo $pid > "$DIR/services/$1.pid"
    tries=0
    until "$JOINTLYCTL" miner status --socket "$DIR/services/$1.control" > "$DIR/started" 2>&1; do
        tries=$((tries + 1))
        if [ $tries -gt 400 ] || ! kill -0 "$pid" 2> /dev/null; then
            sed 's/^/# /' "$DIR/services/$1.log" "$DIR/started"
            return 1
        fi
        sleep 0.05
    done
}

# operator NAME COMMAND ARGUMENT...: as run
operator ()
{
    who=$1
    shift
    run miner "$@" --socket "$DIR/services/$who.control"
}

# until_seen WORDS COMMAND...: does it again until it shows the words
until_seen ()
{
    awaited=$1
    shift
    tries=0
    while :; do
        "$@"
        grep -qF -- "$awaited" "$DIR/out" && return 0
        tries=$((tries + 1))
        [ $tries -lt ${TRIES:-120} ] || return 1
        sleep 0.1
    done
}
