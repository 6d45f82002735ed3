#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Each of the twelve cases played by its right people, who really compute; and everybody else who tries
# to ask, to decide or to learn, with the rule that stops each. Who is right stands here once more, apart
# from the templates.
SAMPLES=$SUM
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/parties.sh"

# begin CASE ARGUMENT...: a contract that all have signed; $PEOPLE are NAME=ROLES
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
    party "${PEOPLE%%=*}" new --case "$id" --title "Case $id" "$@" $specs
    problem=
    [ "$code" = 0 ] || problem="no contract: $(cat "$DIR/err")"
    for one in $names; do
        party "$one" sign
        [ "$code" = 0 ] || problem="$problem; $one did not sign: $(cat "$DIR/err")"
    done
}

# figures NAME FILE ...: sent, taken and closed by $COMPUTE
figures ()
{
    while [ $# -gt 0 ]; do
        party "$1" submit "$2"
        [ "$code" = 0 ] || problem="$problem; $1 sent nothing: $(cat "$DIR/err")"
        shift 2
    done
    for one in $COMPUTE; do party "$one" status; done
    party "${COMPUTE%% *}" freeze
    [ "$code" = 0 ] || problem="$problem; not closed: $(cat "$DIR/err")"
}

# does WHO COMMAND ARGUMENT...
does ()
{
    party "$@"
    [ "$code" = 0 ] || problem="$problem; $*: $(cat "$DIR/err")"
}

# stopped WORDS WORDS: the last call was refused with one of these sentences
stopped ()
{
    [ "$code" = 77 ] || { problem="$problem; $who was not stopped from $command"; return; }
    grep -qF -- "$1" "$DIR/err" || grep -qF -- "$2" "$DIR/err" || problem="$problem; $who, $command: $(cat "$DIR/err")"
}

is_in () { case " $2 " in *" $1 "*) return 0 ;; esac; return 1; }

# try_wrong QUESTION: everybody who may not ask, decide ($DECIDE may) or learn ($LEARN may)
try_wrong ()
{
    for one in $names; do
        is_in "$one" "$MAY_ASK" && continue
        party "$one" propose --ask "$1" --to "${LEARN%% *}"
        stopped "may not ask" "no mandate"
    done
    for one in $names; do
        # who may ask can still join in asking; if it does not, the start is refused
        is_in "$one" "$LEARN $MAY_ASK" && continue
        party "${ASK%% *}" propose --ask "$1" --to "$one"
        stopped "must not" "must not"
    done
}

try_deciding ()
{
    for one in $names; do
        is_in "$one" "$DECIDE" && continue
        party "$one" reject --reason "not mine to say"
        stopped "no say" "no mandate"
    done
}

# play QUESTION: asked by $ASK, approved by $APPROVE, learned by $LEARN, to whom it goes
play ()
{
    to=
    for one in $LEARN; do to="$to --to $one"; done
    try_wrong "$1"
    # shellcheck disable=SC2086
    does "${ASK%% *}" propose --ask "$1" $to
    try_deciding
    # shellcheck disable=SC2086
    for one in $ASK; do [ "$one" = "${ASK%% *}" ] || does "$one" ask-too; done
    for one in $APPROVE; do does "$one" approve; done
    # shellcheck disable=SC2086
    computing $COMPUTE
    [ "$code" = 0 ] || problem="$problem; not computed: $(cat "$DIR/err")"
    for one in $names; do
        party "$one" result
        if is_in "$one" "$LEARN"; then
            grep -qF -- "$2" "$DIR/out" || problem="$problem; $one did not learn: $(cat "$DIR/err")"
        else
            grep -qF -- "$2" "$DIR/out" && problem="$problem; $one learned what it must not"
        fi
    done
    if [ -z "$problem" ]; then report ok "case $id"; else report "not ok" "case $id"; echo "#$problem" | tr '\n' ' '; echo; fi
}

FIVE="alder $SUM/alder.csv birch $SUM/birch.csv cedar $SUM/cedar.csv dogwood $SUM/dogwood.csv elm $SUM/elm.csv"
FOUR="${FIVE% elm *}"
THREE="${FOUR% dogwood *}"
TOTAL="sum column=turnover"
STUDY="--study $SUM/study.json"
OUTSIDE="one=miner two=miner three=miner"

PEOPLE="north=provider,miner harbour=provider,miner ridge=provider,miner"
ASK=north APPROVE="harbour ridge" COMPUTE="north harbour ridge" MAY_ASK=$COMPUTE DECIDE=$COMPUTE LEARN=$COMPUTE
begin a --tender "$BID/tender.csv"
figures north "$BID/north.csv" harbour "$BID/harbour.csv" ridge "$BID/ridge.csv"
play joint-bid price

PEOPLE="dairy=provider,miner mill=provider,miner neutral=miner"
ASK="dairy mill" APPROVE= COMPUTE="dairy mill neutral" MAY_ASK=$ASK DECIDE="dairy mill neutral" LEARN=$ASK
begin b1 --study "$BOUND/study.json"
figures dairy "$BOUND/dairy.csv" mill "$BOUND/mill.csv"
play "threshold column=weight at-least=24.0" "met: "

PEOPLE="alder=provider@0 birch=provider@0 cedar=provider@0 dogwood=provider@1 elm=provider@1 left=representative@0 right=representative@1 $OUTSIDE"
COMPUTE="one two three"
ASK="left right" APPROVE= LEARN=$ASK MAY_ASK="alder birch cedar dogwood elm left right" DECIDE=$MAY_ASK
begin b2 $STUDY
for one in alder birch cedar; do does "$one" mandate --to left; done
for one in dogwood elm; do does "$one" mandate --to right; done
figures $FIVE
play "$TOTAL" 7832471.50

PEOPLE="alder=provider@0 birch=provider@0 cedar=provider@0 dogwood=provider@0 elm=provider@1 board=representative@0 $OUTSIDE"
ASK="board elm" APPROVE="alder birch cedar dogwood" LEARN=$ASK MAY_ASK="alder birch cedar dogwood elm board" DECIDE="alder birch cedar dogwood elm"
begin b3 $STUDY
for one in alder birch cedar dogwood; do does "$one" mandate --to board; done
figures $FIVE
play "$TOTAL" 7832471.50

PEOPLE="alder=provider,miner@0 birch=provider,miner@0 cedar=provider,miner@0 dogwood=provider@0 elm=provider@0 board=representative@0"
COMPUTE="alder birch cedar"
ASK=board APPROVE="alder birch cedar dogwood elm" LEARN=$APPROVE MAY_ASK="$APPROVE board" DECIDE=$APPROVE
begin c $STUDY
for one in alder birch cedar dogwood elm; do does "$one" mandate --to board; done
figures $FIVE
play "$TOTAL" 7832471.50

LOW="--min-rows 1"
PEOPLE="alder=provider,asker,owner officer=officer $OUTSIDE"
COMPUTE="one two three"
ASK=alder APPROVE= LEARN=alder MAY_ASK=alder DECIDE=alder
begin d1 $STUDY $LOW
does officer beforehand
figures alder "$SUM/alder.csv"
play "$TOTAL" "sum: "

for id in d2a d2b; do
    if [ $id = d2a ]; then
        PEOPLE="alder=provider,owner birch=provider,owner cedar=provider,owner asking=asker authority=approver officer=officer $OUTSIDE"
    else
        PEOPLE="alder=provider,owner,miner birch=provider,owner,miner cedar=provider,owner,miner asking=asker authority=approver officer=officer"
        COMPUTE="alder birch cedar"
    fi
    ASK=asking APPROVE=authority LEARN="asking authority" MAY_ASK=asking DECIDE=authority
    begin $id $STUDY $LOW
    does officer beforehand
    figures $THREE
    play "$TOTAL" "sum: "
done

PEOPLE="alder=provider,miner birch=provider,miner cedar=provider,miner dogwood=provider"
COMPUTE="alder birch cedar"
ASK=birch APPROVE= LEARN=birch MAY_ASK="alder birch cedar dogwood" DECIDE=$MAY_ASK
begin d3 $STUDY $LOW --open turnover=birch
figures $FOUR
play "$TOTAL" "sum: "

PEOPLE="office=asker,miner host=miner other=miner alder=provider birch=provider cedar=provider"
COMPUTE="office host other"
ASK=office APPROVE= LEARN=office MAY_ASK=office DECIDE=office
begin d4 $STUDY $LOW
figures $THREE
play "$TOTAL" "sum: "

PEOPLE="alder=provider,miner birch=provider,miner cedar=provider,miner dogwood=provider"
COMPUTE="alder birch cedar"
ASK="alder birch cedar dogwood" APPROVE= LEARN=$ASK MAY_ASK=$ASK DECIDE=$ASK
begin e1 $STUDY $LOW
figures $FOUR
play "$TOTAL" "sum: "

PEOPLE="alder=provider birch=provider cedar=provider $OUTSIDE"
COMPUTE="one two three"
ASK="alder birch cedar" APPROVE= LEARN=$ASK MAY_ASK=$ASK DECIDE=$ASK
begin e2 $STUDY $LOW
figures $THREE
play "$TOTAL" "sum: "
finish
