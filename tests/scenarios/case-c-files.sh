#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The association of case-c.sh with files alone: nobody has a network. Every message travels in a file
# of letters on a stick that goes from one to the next; only the three who compute sit at one table,
# at the end, and reach each other on that one computer. Where it may, the whole scenario runs in a
# network namespace in which there is nothing but the computer itself. Called by case-c.sh --files.
SAMPLES=$SUM
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/parties.sh"
MEMBERS="alder birch cedar dogwood elm fir gorse hazel ivy"
LATE=juniper
COMPUTING="north south west"
STICK=$DIR/stick
mkdir -p "$STICK" "$DIR/members"

# visit NAME COMMAND ARGUMENT...: the stick comes to NAME, who opens what is on it, does something, and
# saves what waits for the others; then it goes on.
visit ()
{
    who=$1 command=$2
    shift 2
    home=$DIR/members/$who
    mkdir -p "$home.notes"
    for file in "$STICK"/*; do
        case ${file##*/} in
            "$who"-*|"*") ;;
            *) cp "$file" "$home.notes/" ;;
        esac
    done
    run study "$command" --data-dir "$home" --keys "$home.key" --folder "$home.notes" "$@"
    rm -f "$STICK/$who"-*
    for file in "$home.notes/$who"-*; do
        [ ! -f "$file" ] || cp "$file" "$STICK/"
    done
}

# round NAME...: the stick goes to each of them once
round ()
{
    for each in "$@"; do visit "$each" status; done
}

row=0
for each in $MEMBERS $LATE; do
    row=$((row + 1))
    printf 'Turnover,Exports,Profit,Size\n%s.50,%s,12,small\n%s,0,-3,large\n' $((1000 * row + 7)) $((100 * row)) $((row * row)) > "$DIR/$each.csv"
done
printf 'Turnover,Exports,Profit,Size\n99,1,1,small\n' > "$DIR/cedar-first.csv"
if [ -n "${NO_NETWORK:-}" ]; then
    [ "$(grep -c ':' /proc/net/dev)" = 1 ] && report ok "there is no network" || report "not ok" "there is no network"
fi

for each in $MEMBERS $LATE $COMPUTING; do visit $each card --name $each; done
set --
for each in $MEMBERS $LATE; do set -- "$@" --party $each=provider@0; done
visit alder new --case c --title "Ten members" --study "$SUM/study.json" --questions 3 \
    --party north=miner --party south=miner --party west=miner "$@"
succeed "a contract of thirteen cards"
for each in $MEMBERS $LATE $COMPUTING; do visit $each sign; done
succeed "everybody signs, one after the other"
round $MEMBERS $LATE $COMPUTING
for each in $MEMBERS; do
    file=$DIR/$each.csv
    [ $each != cedar ] || file=$DIR/cedar-first.csv
    visit $each submit "$file"
done
succeed "nine hand in"
visit cedar submit "$DIR/cedar.csv"
succeed "one corrects its figures"
round $COMPUTING $COMPUTING
visit elm status
succeed "a member reads its receipts" "3 of 3 computing parties"
visit cedar status
succeed "and one that handed in twice" "handed in 2 times, 3 of 3"
visit north freeze --without $LATE
succeed "a computing party closes the set of what is there"
round south west $MEMBERS
visit dogwood propose --ask "sum column=turnover"
succeed "a member asks"
for each in alder birch cedar elm fir gorse hazel ivy; do visit $each ask-too; done
succeed "all who must agree"
visit juniper ask-too
round $COMPUTING

# Once before the stick is back at everybody: the three sit at one table.
one=$DIR/members/north two=$DIR/members/south three=$DIR/members/west
run study run --folder "$STICK" --data-dir "$one" --keys "$one.key" --data-dir "$two" --keys "$two.key" \
    --data-dir "$three" --keys "$three.key"
succeed "three processes compute at one table"
set --
for each in $MEMBERS; do set -- "$@" --data "$each=$DIR/$each.csv"; done
cat > "$DIR/study.json" << END
{ "most-rows": 50,
  "columns": [ { "id": "turnover", "title": "Turnover", "unit": "EUR", "decimals": 2, "most": "5000000.00" } ],
  "questions": [ { "analysis": "sum", "column": "turnover" } ] }
END
run rehearse "$DIR/study.json" --transport process --json "$@"
sum=$(python3 -c 'import json, sys
print([r["value"] for r in json.load(open(sys.argv[1]))["results"] if r["id"] == "sum"][0], "EUR")' "$DIR/out")
report "$([ "$sum" = "45352.50 EUR" ] && echo ok || echo "not ok")" "a rehearsal says what it must be: $sum"
for each in $MEMBERS; do
    visit $each result
    succeed "$each learns the sum" "$sum"
done
if grep -rlaF "1007.50" "$STICK" "$DIR/members" > "$DIR/found"; then
    report "not ok" "no figure lies in anybody’s folder or on the stick"
else
    report ok "no figure lies in anybody’s folder or on the stick"
fi
finish
