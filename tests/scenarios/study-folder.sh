#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What happens to a party's folder from outside: files that may not grow while figures are handed in, and files of two
# studies that changed places. A clear sentence each time, and nothing that was there is lost.
SAMPLES=$SUM
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/parties.sh"

FIVE="alder birch cedar dogwood elm"
# within NAME COMMAND ARGUMENT...: the same in the study $ID, of the two that each folder holds
within ()
{
    who=$1 command=$2
    shift 2
    party "$who" "$command" --id "$ID" "$@"
}
begin () # title, further arguments
{
    title=$1
    shift
    party alder new --case c --title "$title" --study "$SUM/study.json" --questions 3 "$@" \
        --party alder=provider,miner@0 --party birch=provider,miner@0 --party cedar=provider,miner@0 \
        --party dogwood=provider@0 --party elm=provider@0
    party alder status --json
    ID=$(sed -n 's/^  "study" : "\(.*\)",$/\1/p' "$DIR/out")
    for name in $FIVE; do within "$name" sign; done
}
# hand_in NAME SIZE: with files of at most SIZE blocks of 512 bytes. What the program shows goes through pipes, since
# this shell's own files are not what is tried.
hand_in ()
{
    ( ulimit -f "$2"; party "$1" submit --id "$ID" "$SUM/$1.csv"; exit "$code" )
    code=$?
}
ask ()
{
    for name in alder birch cedar; do within "$name" status; done
    within alder freeze
    within dogwood propose --ask "sum column=turnover"
    for name in alder birch cedar elm; do within "$name" ask-too; done
}
# rotate FOLDER: each file in it gets the bytes of the next one, and the last those of the first
rotate ()
{
    rm -rf "$DIR/aside"
    cp -Rp "$1" "$DIR/aside"
    before=
    for file in "$DIR/aside/"*; do
        [ -z "$before" ] || cp "$file" "$1/$before"
        before=${file##*/}
    done
    for file in "$DIR/aside/"*; do cp "$file" "$1/$before"; break; done
}
put_back ()
{
    cp -p "$DIR/aside/"* "$1"
}

for name in $FIVE; do party "$name" card --name "$name"; done
begin "First"
FIRST=$ID
begin "Second" --id 00000000000000000000000000000000
SECOND=$ID
if [ "$FIRST" != "$SECOND" ]; then report ok "two studies in one folder"; else report "not ok" "one study is not two"; fi

ID=$FIRST
for size in 1 8 40 100 200; do
    hand_in elm "$size"
    expect "figures are handed in where no file may have more than $size blocks" 74 "could not be" "disk is not full"
done
within elm status
succeed "the study is whole"
for name in $FIVE; do within "$name" submit "$SUM/$name.csv"; done
succeed "with room there is no trace of it"
within elm status
for name in alder birch cedar; do within "$name" status; done
ask
ID=$SECOND
for name in alder birch cedar; do within "$name" submit "$SUM/$name.csv"; done
for name in dogwood elm; do within "$name" submit "$SUM/elm.csv"; done
ask

# Each file is named by the hash of what it must hold.
rotate "$DIR/parties/alder/uploads"
for ID in $FIRST $SECOND; do
    computing alder birch cedar --id "$ID"
    expect "figures that changed places are not computed with" 77 "figures"
    within elm status --json
    succeed "nothing was charged, and all read why" '"left" : 3' '"inputs"'
done
put_back "$DIR/parties/alder/uploads"
for ID in $FIRST $SECOND; do
    computing alder birch cedar --id "$ID"
    succeed "back in their places they are"
done
ID=$FIRST
within elm result
succeed "the first study has its answer" "7832471.50 EUR"

# What is kept until all have the results: it is not read any more once they are there.
rotate "$DIR/parties/alder/prepared"
for ID in $FIRST $SECOND; do
    within alder status
    succeed "sealed results that changed places are nothing to a study that is answered"
done
ID=$FIRST
within alder result
succeed "whose answer stays" "7832471.50 EUR"
finish
