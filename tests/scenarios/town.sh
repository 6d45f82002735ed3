#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced together with services.sh: a small town in a network of its own. Each computing party lives in a
# network namespace of its own behind its own cable, all on one bridge; everybody else is at the town
# hall, 10.77.0.1. Where namespaces are not allowed, all live on the loopback.
#
# A scenario that wants a town begins with:  town_enter "$0" "$@"
HALL=10.77.0.1

# town_enter PROGRAM ARGUMENT...: starts the scenario again inside, once; comes back if it cannot
town_enter ()
{
    [ -z "${TOWN:-}" ] || return 0
    if unshare -n sh -c 'ip link add jly-try type bridge' 2> /dev/null; then
        # shellcheck disable=SC2016
        TOWN=yes exec unshare -n sh -c 'ip link set lo up && ip link add hall type bridge &&
            ip addr add "$0/24" dev hall && ip link set hall up && exec sh "$@"' "$HALL" "$@"
    fi
    TOWN=no
    echo "# no namespaces here: everybody is on the loopback"
}

# house NAME NUMBER: a namespace with the address 10.77.0.NUMBER; the process that holds it is in
# $DIR/services/NAME.house
house ()
{
    [ "$TOWN" = yes ] || return 0
    mkdir -p "$DIR/services"
    unshare -n sleep 100000 &
    echo $! > "$DIR/services/$1.house"
    SERVICES="$SERVICES $!"
    # The namespace is there once its process is somewhere else than we are.
    until [ "$(readlink "/proc/$!/ns/net")" != "$(readlink /proc/$$/ns/net)" ]; do sleep 0.01; done
    ip link add "to-$1" type veth peer name cable netns $!
    ip link set "to-$1" master hall up
    inside "$1" ip link set lo up
    inside "$1" ip link set cable up
    inside "$1" ip addr add "10.77.0.$2/24" dev cable
}

# inside NAME COMMAND...: in its house
inside ()
{
    who=$1
    shift
    # shellcheck disable=SC2046
    $(door "$who") "$@"
}

# address NUMBER: where the house of this number is reached
address ()
{
    if [ "$TOWN" = yes ]; then echo "10.77.0.$1"; else echo 127.0.0.1; fi
}
