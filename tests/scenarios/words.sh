#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Three founders compare words on a call before anything is approved or handed in: their messages go by
# a folder. Then somebody sits between two of them.
SAMPLES=$SUM
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/parties.sh"

# words_of NAME: what it is to read out
words_of ()
{
    party "$1" words --json
    sed -n 's/.*"words" : "\(.*\)".*/\1/p' "$DIR/out"
}

# contract NAME ...: signed by all of them
contract ()
{
    specs=
    for name in "$@"; do
        party "$name" card --name "$name"
        specs="$specs --party $name=provider,miner@0"
    done
    # shellcheck disable=SC2086
    party "$1" new --case c --title "Words" --study "$SUM/study.json" $specs
    for name in "$@"; do party "$name" sign; done
}

contract alder birch cedar
party birch words --from alder --typed "ba ba ba"
expect "nothing can be typed before it began" 64 "no verification words"
party alder words
succeed "the first begins" "still missing"
party birch status
succeed "the others join in by themselves"
party cedar words
party alder words
party birch words
party cedar words
succeed "commit, then reveal" "Your words:"
heard=$(words_of alder)
party birch words --from nobody --typed "$heard"
expect "of somebody else" 64 "no other party"
party birch words --from alder --typed "bababa bababa bababa"
expect "a slip can be tried again" 77 "alder"
party birch words --from alder --typed "$heard"
succeed "what was heard fits" "fit"
party alder words --from birch --typed "$(words_of birch)"
succeed "and back" "fit"
for wrong in 1 2 3; do party cedar words --from alder --typed "bababa bababa bababa"; done
expect "three wrong tries" 77 "three times"
party cedar submit "$SUM/cedar.csv"
expect "and nothing is handed in any more" 77 "three times"
party alder submit "$SUM/alder.csv"
succeed "others may"

# Somebody sits between alder and birch: towards each it has its own keys in the place of all others.
side () # FOLDER WHO COMMAND ARGUMENT...
{
    folder=$DIR/$1 who=$2 command=$3
    shift 3
    run study "$command" --data-dir "$DIR/parties/$who" --keys "$DIR/parties/$who.key" --folder "$folder" "$@"
}
rm -rf "$DIR/parties" "$DIR/sent"
mkdir -p "$DIR/parties"
for who in one/alder=alder one/false-birch=birch one/false-cedar=cedar two/birch=birch two/false-alder=alder two/other-cedar=cedar; do
    folder=${who%%/*} rest=${who#*/}
    side "$folder" "${rest%%=*}" card --name "${rest#*=}"
done
for who in one/alder two/false-alder; do
    side "${who%%/*}" "${who#*/}" new --case c --title "Words" --study "$SUM/study.json" --party alder=provider,miner@0 \
        --party birch=provider,miner@0 --party cedar=provider,miner@0
    succeed "a contract (${who#*/})"
done
for turn in 1 2 3; do
    for who in one/alder one/false-birch one/false-cedar two/birch two/false-alder two/other-cedar; do
        side "${who%%/*}" "${who#*/}" words
    done
done
side one alder words --json
heard=$(sed -n 's/.*"words" : "\(.*\)".*/\1/p' "$DIR/out")
succeed "each side has words" '"reading"'
side two birch words --from alder --typed "$heard"
expect "what is read out on the call is not what birch has" 77 "alder"
finish
