#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The rules that a contract may have, each with the one who has the say and with the others: a veto, a standing rule,
# the officer's approval beforehand, mandates with a first and a last day, the budget, five attempts, and what ends.
SAMPLES=$SUM
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/parties.sh"

OUTSIDE="one=miner two=miner three=miner"
DAY=86400

# begin CASE ARGUMENT...: a contract of $PEOPLE (NAME=ROLES), whom all of them sign
begin ()
{
    id=$1
    shift
    rm -rf "$DIR/parties" "$DIR/sent"
    names= specs=
    for one in $PEOPLE; do
        names="$names ${one%%=*}" specs="$specs --party $one"
        party "${one%%=*}" card --name "${one%%=*}"
    done
    # shellcheck disable=SC2086
    party "${PEOPLE%%=*}" new --case "$id" --title "Case $id" --study "$SUM/study.json" "$@" $specs
    succeed "a contract of case $id"
    for one in $names; do party "$one" sign; done
}

# figures NAME ...: of the files of these names, closed by the first of $COMPUTE
figures ()
{
    for one in "$@"; do party "$one" submit "$SUM/$one.csv"; done
    for one in $COMPUTE; do party "$one" status; done
    party "${COMPUTE%% *}" freeze
}

# names_rule NAME WHAT RULE: the status that NAME reads has the rule
names_rule () { party "$1" status --json; succeed "$2" "\"$3\""; }

# Veto: each of those who bring figures may stop every question.
PEOPLE="alder=provider birch=provider cedar=provider $OUTSIDE"
COMPUTE="one two three"
begin e2 --min-rows 3
figures alder birch cedar
party alder propose --ask "sum column=turnover"
for name in birch cedar; do party "$name" ask-too; done
party one reject --reason "not mine to say"
expect "who only computes stops nothing" 77 "no say"
party cedar reject --reason "not this year"
succeed "one with a veto says no"
party alder status
succeed "everybody reads why" "rejected" "cedar: reject not this year"
computing one two three
expect "and it is not computed" 77 "was rejected"
party cedar ask-too
expect "nor taken back" 77 "was rejected"

# Standing rule: birch may ask about what it paid for, and about nothing else.
PEOPLE="alder=provider,miner birch=provider,miner cedar=provider,miner dogwood=provider"
COMPUTE="alder birch cedar"
begin d3 --min-rows 3 --open turnover=birch --right exports=sum --questions 5
figures alder birch cedar dogwood
party dogwood propose --ask "sum column=turnover" --to dogwood
succeed "another asks about the open column"
computing alder birch cedar
expect "it is not open to that one" 77 "Not everybody who must agree"
party birch propose --ask "sum column=exports" --to birch
computing alder birch cedar
expect "nor is another column open to birch" 77 "Not everybody who must agree"
names_rule dogwood "the refusal names its rule" approvals
party birch propose --ask "sum column=turnover" --to birch
computing alder birch cedar
succeed "birch needs nobody for what is open to it"
party birch result
succeed "and reads it" "sum: "
party alder result
if grep -q "sum: " "$DIR/out"; then report "not ok" "and nobody else does"; else report ok "and nobody else does"; fi

# The officer's approval comes before anything.
PEOPLE="alder=provider,asker,owner officer=officer $OUTSIDE"
COMPUTE="one two three"
begin d1 --min-rows 1
figures alder
party alder propose --ask "sum column=turnover"
computing one two three
expect "before the officer has approved nothing is computed" 77 "must come before any question"
names_rule officer "which everybody is told" beforehand
party alder beforehand
expect "the owner cannot approve for the officer" 77 "no say"
party one beforehand
expect "nor can who computes" 77 "no say"
party officer approve
expect "the officer approves the contract, not a question" 77 "no say"
party officer beforehand
succeed "the officer approves"
computing one two three
succeed "and it is computed"
party officer result
expect "the officer learns nothing of it" 69 "no result"

# A mandate begins on its day, counts for those who gave it, and ends.
PEOPLE="alder=provider,miner@0 birch=provider,miner@0 cedar=provider,miner@0 board=representative@0"
COMPUTE="alder birch cedar"
begin c --min-rows 3 --min-parties 3
now=$(date +%s)
tomorrow=$(date -u -d "@$((now + DAY))" +%Y-%m-%d)
figures alder birch cedar
for name in alder birch; do party "$name" mandate --to board --from "$tomorrow" --days 1; done
party cedar mandate --to alder --from "$tomorrow"
expect "a mandate for who represents nobody" 77 "no mandate"
party cedar mandate --to board --from tomorrow
expect "a day that is none" 64 "2027-01-31"
party board propose --ask "sum column=turnover" --to alder --at $((now + DAY))
expect "two of three have given it" 77 "no mandate"
party cedar mandate --to board --from "$tomorrow" --days 1
party board propose --ask "sum column=turnover" --to alder
expect "today it has not begun" 77 "no mandate"
party board propose --ask "sum column=turnover" --to alder --at $((now + 3 * DAY))
expect "in three days it is over" 77 "no mandate"
party board propose --ask "sum column=turnover" --to alder --at $((now + DAY))
succeed "on its day it counts"
for name in alder birch cedar; do party "$name" approve --at $((now + DAY)); done
computing alder birch cedar --at $((now + DAY))
succeed "and it is computed on that day"
party board result --at $((now + DAY))
expect "who represents learns only what it is a recipient of" 69 "no result"

# The budget; an attempt that fails; and what ends.
PEOPLE="alder=provider,miner@0 birch=provider,miner@0 cedar=provider,miner@0"
begin c --min-rows 3 --min-parties 3 --questions 2 --days 30
figures alder birch cedar
party alder propose --ask "sum column=turnover"
for name in birch cedar; do party "$name" ask-too; done
: > "$DIR/parties/birch/prepared" # where the sealed results go first
for attempt in 1 2 3 4 5; do
    computing alder birch cedar
    [ "$code" = 69 ] || break
done
[ "$attempt" = 5 ] && report ok "five attempts end without an answer" || report "not ok" "attempt $attempt ended with $code: $(cat "$DIR/err")"
rm "$DIR/parties/birch/prepared"
computing alder birch cedar
expect "then people must speak with each other" 77 "failed too often" "Find out why together"
party cedar status
succeed "which all can see" "failed" "attempts"
party cedar result
expect "and nobody has an answer" 69 "no result"
party alder propose --ask "sum column=turnover"
succeed "it is asked anew"
for name in birch cedar; do party "$name" ask-too; done
computing alder birch cedar
succeed "and answered, which is the second question"
party birch status --json
succeed "none is left" '"left" : 0'
party birch propose --ask "count" --days 1
for name in alder cedar; do party "$name" ask-too; done
computing alder birch cedar
expect "a third is not computed" 77 "used up"
names_rule alder "the refusal names its rule" budget
now=$(date +%s)
party cedar withdraw --at $((now + 2 * DAY))
expect "after its day a question is past deciding" 77 "time for this question is over"
computing alder birch cedar --at $((now + 31 * DAY))
expect "after the last day of the contract nothing is computed" 77
party alder propose --ask "count" --at $((now + 31 * DAY))
expect "and nothing asked" 77 "contract has ended"
finish
