#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# An association for real: members who are never online together, three computing parties as services,
# each a process with a folder of its own. They call one after the other, and hang up.
SAMPLES=$SUM
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/services.sh"
MEMBERS="alder birch cedar dogwood elm"

# member NAME COMMAND ARGUMENT...: as run, with nothing shared with anybody
member ()
{
    who=$1 command=$2
    shift 2
    mkdir -p "$DIR/members"
    run study "$command" --data-dir "$DIR/members/$who" --keys "$DIR/members/$who.key" --folder "$DIR/members/$who.notes" "$@"
}

set -- $("$PORTS" 3)
for each in north south west; do
    service_config $each "$1"
    shift
    service_start $each || { report "not ok" "$each starts"; finish; exit; }
    operator $each invite "$DIR/$each.jointly-party"
done
succeed "an invitation of a computing party" "jointly:party#"
# The chair gathers cards and prepares the contract; the members are sent the folder once, by mail.
member alder card --name alder
for each in birch cedar dogwood elm; do
    member $each card --name $each
    cp "$DIR/members/$each.notes/"*.jointlycard "$DIR/members/alder.notes/"
done
for each in north south west; do member alder meet "$DIR/$each.jointly-party"; done
succeed "computing parties are met" "Not yet verified"
member alder new --case c --title "Five members" --study "$SUM/study.json" --questions 3 \
    --party north=miner --party south=miner --party west=miner --party alder=provider@0 \
    --party birch=provider@0 --party cedar=provider@0 --party dogwood=provider@0 --party elm=provider@0
succeed "a contract with three services"
member alder sign
member alder sync
succeed "the chair brings it to the services" "north: reached" "south: reached" "west: reached"
for each in birch cedar dogwood elm; do cp "$DIR/members/alder.notes/"*.jointly-letters "$DIR/members/$each.notes/"; done
for each in birch cedar dogwood elm; do
    member $each sign
    member $each sync
done
for each in $MEMBERS; do
    until_signed=0
    while [ $until_signed -lt 100 ]; do
        member $each sync
        member $each submit "$SUM/$each.csv"
        [ "$code" = 0 ] && break
        until_signed=$((until_signed + 1))
        sleep 0.2
    done
    succeed "$each hands in"
    member $each sync
done
until_seen "(closed)" operator north studies
succeed "the first computing party closes the set" "figures of 5 of 5"
asked ()
{
    member dogwood sync
    member dogwood propose --ask "sum column=turnover"
    [ "$code" = 0 ] && echo asked > "$DIR/out"
}
until_seen asked asked
succeed "a member asks" asked
for each in dogwood alder birch cedar elm; do
    member $each sync
    member $each ask-too
    member $each sync
done
learned ()
{
    member "$1" sync
    member "$1" result
}
for each in $MEMBERS; do
    until_seen "7832471.50 EUR" learned "$each"
    succeed "$each learns the sum" "7832471.50 EUR"
done
finish
