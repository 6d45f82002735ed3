#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What a person may do wrong with "jointlyctl rehearse", and what stands on the screen then.
. "$(dirname "$0")/lib.sh"

rehearse
succeed "the samples" "412" "600.00 EUR" "Part of north" "Only ridge: its own part." "price → everyone"
rehearse --transport process
succeed "the samples in one process" "600.00 EUR"
rehearse --keep "$DIR/kept"
succeed "kept" "600.00 EUR"
[ -f "$DIR/kept/jointly.db" ] && [ "$(stat -c %a "$DIR/kept/jointly.db")" = 600 ] && report ok "the database is private" \
    || report "not ok" "the database is private"

run
expect "no command" 64 "what to do"
run frobnicate
expect "unknown command" 64 "frobnicate"
run rehearse
expect "nothing to rehearse" 64 "What shall be rehearsed?"
run rehearse zz --public "tender=$TENDER" --data "a=$NORTH" --data "b=$HARBOUR" --data "c=$RIDGE"
expect "unknown case" 64 "zz"
run rehearse b1 --public "tender=$TENDER" --data "a=$NORTH" --data "b=$HARBOUR" --data "c=$RIDGE"
expect "a case that does not run" 78 "b1"
run rehearse a --data "north=$NORTH" --data "harbour=$HARBOUR" --data "ridge=$RIDGE"
expect "no tender" 64 "tender" "--public tender=FILE"
run rehearse a --public "tender=$TENDER" --data "north=$NORTH"
expect "one company" 64 "three companies" "here are 1"
rehearse --data "fourth=$NORTH"
expect "four companies" 64 "here are 4"
run rehearse a --public "tender=$TENDER" --data "north=$NORTH" --data "North=$HARBOUR" --data "ridge=$RIDGE"
expect "the same name twice" 64 "North"
run rehearse a --public "rates=$TENDER" --data "north=$NORTH" --data "harbour=$HARBOUR" --data "ridge=$RIDGE"
expect "unknown public table" 64 "rates"
rehearse --data north
expect "no file after the name" 64 "--data needs NAME=VALUE"
rehearse --set colour=red
expect "unknown setting" 64 "colour" "port, amount-max and price-max"
rehearse --set port=80
expect "a port that is not allowed" 64 "port=80"
rehearse --set amount-max=lots
expect "a range that is no number" 64 "amount-max=lots"
rehearse --transport pigeon
expect "unknown transport" 64 "pigeon"
rehearse --loud
expect "unknown option" 64 "--loud"
rehearse --keep
expect "option without a value" 64 "--keep needs a value"
rehearse --keep /dev/null/here
expect "a folder that cannot be" 71 "/dev/null/here"

# Files. Every one of them takes north's place, over processes and in one process alike.
try () # NAME CODE WORDS...
{
    name=$1
    shift
    for transport in tls process; do
        run rehearse a --public "tender=$TENDER" --data "north=$DIR/north.csv" --data "harbour=$HARBOUR" \
            --data "ridge=$RIDGE" --transport $transport
        expect "$name ($transport)" "$@"
    done
}
header="Resource,Unit,Free amount,Unit cost,Smallest unit revenue"
rm -f "$DIR/north.csv"
try "a file that is not there" 66 "north.csv"
: > "$DIR/north.csv"
try "an empty file" 65 "north.csv"
echo "$header" > "$DIR/north.csv"
try "a header and nothing else" 65 "north.csv"
printf 'Resource,Unit,Free amount,Smallest unit revenue\nRoofing,hours,5,1.00\n' > "$DIR/north.csv"
try "a missing column" 65 "north.csv" "Unit cost"
printf '%s\nRoofing,hours,5,1.00,1.00\nCrane,days,-3,1.00,1.00\n' "$header" > "$DIR/north.csv"
try "a negative amount" 65 "north.csv" "row 3" "Free amount"
printf '%s\nRoofing,hours,many,1.00,1.00\n' "$header" > "$DIR/north.csv"
try "an amount that is no number" 65 "north.csv" "row 2" "Free amount"
printf '%s\nRoofing,hours,99999999,1.00,1.00\n' "$header" > "$DIR/north.csv"
try "an amount above the agreed range" 65 "north.csv" "row 2" "Free amount"
mkdir "$DIR/folder"
run rehearse a --public "tender=$DIR/folder" --data "north=$NORTH" --data "harbour=$HARBOUR" --data "ridge=$RIDGE"
expect "a folder instead of the tender" 66 "folder"

# A row of the tender that nobody has.
cp "$TENDER" "$DIR/tender.csv"
echo "Submarines,days,3,100.00" >> "$DIR/tender.csv"
for transport in tls process; do
    run rehearse a --public "tender=$DIR/tender.csv" --data "north=$NORTH" --data "harbour=$HARBOUR" --data "ridge=$RIDGE" \
        --transport $transport
    expect "a resource that no company has ($transport)" 65 "tender.csv, row 7" "Submarines"
done

# A need above a range that the person made smaller.
rehearse --set amount-max=10
expect "a need above the agreed range" 65 "tender.csv"

# Names of files that could drive a terminal, or are too long for a title.
escape=$(printf '\033[31mred\nline.csv')
run rehearse a --public "tender=$TENDER" --data "north=$DIR/$escape" --data "harbour=$HARBOUR" --data "ridge=$RIDGE"
expect "a file's name with control characters" 66 "[31mred line.csv"
for name in " " "$(printf %0240d 0)"; do
    cp "$TENDER" "$DIR/$name.csv"
    run rehearse a --public "tender=$DIR/$name.csv" --data "north=$NORTH" --data "harbour=$HARBOUR" --data "ridge=$RIDGE"
    succeed "an odd name of the tender" "600.00 EUR"
done

# A company that would be taken for another party.
for name in "computing party 1" "Ridge " "$(printf 'rid\342\200\213ge')"; do
    run rehearse a --public "tender=$TENDER" --data "$name=$NORTH" --data "harbour=$HARBOUR" --data "ridge=$RIDGE"
    expect "a name like another party's" 78 "Two parties"
done

# An answer that does not arrive is no success, and lands nowhere else.
"$JOINTLYCTL" case list > /dev/full 2> "$DIR/err"
code=$?
: > "$DIR/out"
expect "a full disk under the answer" 74 "could not be written out"
"$JOINTLYCTL" rehearse a --keep "$DIR/closed" --public "tender=$TENDER" --data "north=$NORTH" --data "harbour=$HARBOUR" \
    --data "ridge=$RIDGE" 2> "$DIR/err" >&-
code=$?
expect "no standard output" 74 "could not be written out"
TMPDIR=$DIR/nowhere
export TMPDIR
rehearse
expect "no folder for temporary files" 71 "$TMPDIR" "TMPDIR"
unset TMPDIR

# A closed terminal ends the run as Ctrl-C does, and nothing is left behind. Whoever runs this test under
# nohup has told every child not to listen to it.
mkdir "$DIR/tmp"
( TMPDIR=$DIR/tmp env --default-signal=HUP "$JOINTLYCTL" rehearse a --public "tender=$TENDER" --data "north=$NORTH" --data "harbour=$HARBOUR" \
    --data "ridge=$RIDGE" > "$DIR/out" 2> "$DIR/err" & pid=$!
  while [ -z "$(ls "$DIR/tmp")" ]; do kill -0 $pid || break; done
  kill -HUP $pid
  wait $pid )
code=$?
[ "$code" = 75 ] && grep -q stopped "$DIR/err" && report ok "a closed terminal" || report "not ok" "a closed terminal"
[ -z "$(ls "$DIR/tmp")" ] && report ok "nothing is left" || report "not ok" "nothing is left"

finish
