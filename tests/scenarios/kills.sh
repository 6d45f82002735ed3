#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Fifty times somebody pulls the plug at a random moment: members while they hand in, computing parties
# while they take figures, wait for each other and compute. The cables are slow once figures are handed in,
# so that computing takes seconds, and two kills a question wait until an attempt has begun: the log tells
# how many were lost in the middle. Then one computing party sleeps while it computes, one loses its cable,
# and one moves to another address. Every question gets the answer of a rehearsal with
# the same files, and no attempt's id, from which all its random numbers are derived, comes twice.
#
# SEED=N plays the same moments again, as far as a computer can.
HERE=$(CDPATH='' cd -- "$(dirname "$0")" && pwd)
. "$HERE/town.sh"
town_enter "$0" "$@"
SAMPLES=$SUM
. "$HERE/lib.sh"
. "$HERE/services.sh"
MEMBERS="alder birch cedar dogwood elm"
SERVING="north south west"
: "${SEED:=$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}"
echo "# SEED=$SEED"
seed=$((SEED % 2147483648)) kills=0
# What the services say of their attempts.
export G_MESSAGES_DEBUG=all

# draw N: a number below N in $drawn
draw ()
{
    seed=$(((seed * 1103515245 + 12345) % 2147483648))
    drawn=$(((seed / 65536) % $1))
}

# rest MOST: some milliseconds, fewer than MOST
rest ()
{
    draw "$1"
    sleep "$((drawn / 1000)).$(printf %03d $((drawn % 1000)))"
}

# member_dies MOST NAME COMMAND ARGUMENT...: as member, and killed within MOST milliseconds
member_dies ()
{
    most=$1
    shift
    "$JOINTLYCTL" study "$2" --data-dir "$DIR/members/$1" --keys "$DIR/members/$1.key" --folder "$DIR/members/$1.notes" \
        ${3:+"$3"} > "$DIR/out" 2> "$DIR/err" < /dev/null &
    victim=$!
    rest "$most"
    kill -9 $victim 2> /dev/null && kills=$((kills + 1))
    wait $victim 2> /dev/null
}

# service_dies MOST: one of the three, within MOST milliseconds; it starts again at once
service_dies ()
{
    rest "$1"
    draw 3
    # shellcheck disable=SC2086
    set -- $SERVING
    shift $drawn
    kill -9 "$(cat "$DIR/services/$1.pid")" && kills=$((kills + 1))
    wait "$(cat "$DIR/services/$1.pid")" 2> /dev/null
    service_start "$1"
}

# attempts: how many have begun at north
attempts () { grep -c "attempt [0-9a-f]" "$DIR/services/north.log"; }
# begins_after NUMBER: waits until one more has, or none comes in the longest pause between two
begins_after ()
{
    deadline=$(($(date +%s) + 40))
    until [ "$(attempts)" -gt "$1" ] || [ "$(date +%s)" -ge $deadline ]; do sleep 0.02; done
}

# slow_down: what goes to and from the computing parties; "no" in $slow where that cannot be
slow_down ()
{
    slow=no
    [ "$TOWN" = yes ] || return 0
    for each in $SERVING; do
        tc qdisc add dev "to-$each" root tbf rate 2mbit burst 16kb latency 500ms 2> /dev/null &&
            inside "$each" tc qdisc add dev cable root tbf rate 2mbit burst 16kb latency 500ms && slow=yes
    done
}

# As many rows as make computing take a while; of the last digits alone nothing depends.
python3 -c 'import random, sys
random.seed(1)
for name in sys.argv[2:]:
    with open(sys.argv[1] + "/" + name + ".csv", "w") as out:
        out.write("Plant,Turnover,Exports,Profit\n")
        for row in range(1000):
            turnover = random.randrange(10**8)
            out.write(f"P{row},{turnover / 100:.2f},{turnover // 3 / 100:.2f},{turnover // 7 / 100 - 10000:.2f}\n")' \
    "$DIR" $MEMBERS
SUM=$DIR

# Nine questions, each of which can be asked once.
python3 -c 'import json
columns = {"turnover": "0.00", "exports": "0.00", "profit": "-1000000.00"}
print(json.dumps({
    "title": "Fifty kills", "currency": "EUR", "most-rows": 1000,
    "columns": [{"id": name, "title": name.capitalize(), "unit": "EUR", "decimals": 2, "least": least,
                 "most": "5000000.00"} for name, least in columns.items()],
    "questions": [{"id": f"{kind}-{name}", "analysis": kind, "column": name}
                  for kind in ("sum", "mean", "median") for name in columns]}))' > "$DIR/study.json"
set -- $("$PORTS" 3)
house=1
for each in $SERVING; do
    house=$((house + 1))
    house $each $house
    service_config $each "$(address $house):$1" "[studies]" "close=operator"
    [ "$TOWN" = no ] || sed -i "s/^listen=.*/listen=0.0.0.0:$1/" "$DIR/services/$each.conf"
    shift
    service_start $each || { report "not ok" "$each starts"; finish; exit; }
    operator $each invite "$DIR/$each.jointly-party"
done
for each in $MEMBERS; do
    member $each card --name $each
    [ $each = alder ] || cp "$DIR/members/$each.notes/"*.jointlycard "$DIR/members/alder.notes/"
done
for each in $SERVING; do member alder meet "$DIR/$each.jointly-party"; done
set --
for each in $MEMBERS; do set -- "$@" --party $each=provider@0; done
member alder new --case c --title "Fifty kills" --study "$DIR/study.json" --questions 20 \
    --party north=miner --party south=miner --party west=miner "$@"
member alder sign
member alder sync
for each in $MEMBERS; do
    [ $each = alder ] || cp "$DIR/members/alder.notes/"*.jointly-letters "$DIR/members/$each.notes/"
    member $each sign
    member $each sync
done
succeed "everybody has signed"

# Each member is killed four times while it hands in, and a computing party twice.
confirmed ()
{
    member "$1" sync
    member "$1" status
    grep -qF "3 of 3" "$DIR/out" || { member "$1" submit "$SUM/$1.csv" && member "$1" sync; }
    member "$1" status
}
for each in $MEMBERS; do
    member $each sync
    member_dies 300 $each submit "$SUM/$each.csv"
    member_dies 500 $each sync
    service_dies 400
    member_dies 300 $each submit "$SUM/$each.csv"
    member_dies 900 $each sync
    service_dies 400
    until_seen "3 of 3" confirmed $each
    succeed "$each hands in, whatever happens" "3 of 3"
done
study=$(ls "$DIR/services/north/studies" | head -n 1)
until_seen "figures of 5 of 5" operator north studies
operator north close "$study"
until_seen "(closed)" operator west studies
succeed "the set is closed" "(closed)"

# What it must be: the sentences above the answers of a rehearsal.
set --
for each in $MEMBERS; do set -- "$@" --data "$each=$SUM/$each.csv"; done
run rehearse "$DIR/study.json" --transport process --json "$@"
cp "$DIR/out" "$DIR/rehearsed.json"
# wanted ANALYSIS COLUMN
wanted ()
{
    python3 -c 'import json, sys
for item in json.load(open(sys.argv[1]))["results"]:
    if item["id"] == sys.argv[2] + "-" + sys.argv[3] + "/headline":
        print(item["value"])' "$DIR/rehearsed.json" "$1" "$2"
}

asked ()
{
    member dogwood sync
    member dogwood propose --ask "$1 column=$2"
    [ "$code" = 0 ] && echo asked > "$DIR/out"
}
# agree NAME: by itself, beside the others
agree ()
{
    for act in sync ask-too sync; do
        "$JOINTLYCTL" study $act --data-dir "$DIR/members/$1" --keys "$DIR/members/$1.key" --folder "$DIR/members/$1.notes"
    done > "$DIR/$1.agrees" 2>&1 < /dev/null
}
# ask ANALYSIS COLUMN: asked, and agreed to by all; the computing parties begin at about the end of it
ask ()
{
    until_seen asked asked "$1" "$2" || succeed "a member asks" asked
    member dogwood sync
    agreeing=
    for each in $MEMBERS; do
        agree "$each" &
        agreeing="$agreeing $!"
    done
    # shellcheck disable=SC2086
    wait $agreeing
}
learned ()
{
    member "$1" sync
    member "$1" result --question "$2"
}
# answer NUMBER ANALYSIS COLUMN NAME: the one who asked and another one learn what the rehearsal says
answer ()
{
    value=$(wanted "$2" "$3")
    for each in dogwood elm; do
        TRIES=300 until_seen "${value:-no value}" learned $each "$1" || break
    done
    succeed "$4" "${value:-no value}"
}

slow_down
question=0
for asking in sum-turnover sum-exports sum-profit mean-turnover mean-exports median-profit; do
    question=$((question + 1))
    before=$(attempts)
    ask ${asking%-*} ${asking#*-}
    # An answer is given after at most four attempts that were lost: the fifth is the last.
    for turn in 1 2; do
        begins_after "$before"
        service_dies 800
        before=$(attempts)
        service_dies 900
    done
    answer $question ${asking%-*} ${asking#*-} "$asking is answered ($kills kills so far)"
done
while [ $kills -lt 50 ]; do service_dies 500; done
report ok "$kills kills"
# Each question counts one attempt; every other one was lost.
lost=$(($(attempts) - question))
if [ $slow = yes ] && [ $lost -lt 8 ]; then
    report "not ok" "at least 8 attempts are lost in the middle ($lost)"
else
    report ok "$lost attempts were lost in the middle"
fi

before=$(attempts)
ask mean profit
kill -STOP "$(cat "$DIR/services/south.pid")"
sleep 2
kill -CONT "$(cat "$DIR/services/south.pid")"
begins_after "$before"
kill -STOP "$(cat "$DIR/services/south.pid")"
sleep 2
kill -CONT "$(cat "$DIR/services/south.pid")"
answer 7 mean profit "one that sleeps, before and while it computes"
if [ "$TOWN" = yes ]; then
    before=$(attempts)
    ask median turnover
    ip link set to-west down
    sleep 2
    ip link set to-west up
    begins_after "$before"
    ip link set to-west down
    sleep 2
    ip link set to-west up
    answer 8 median turnover "a cable that is pulled, before and while they compute"
    ask median exports
    inside south ip addr del 10.77.0.3/24 dev cable
    inside south ip addr add 10.77.0.33/24 dev cable
    sed -i 's/^address=10.77.0.3:/address=10.77.0.33:/' "$DIR/services/south.conf"
    kill -HUP "$(cat "$DIR/services/south.pid")"
    answer 9 median exports "one that moves to another address"
fi
for each in $SERVING; do
    grep -o "attempt [0-9a-f]\{64\}" "$DIR/services/$each.log" > "$DIR/$each.attempts"
    sort "$DIR/$each.attempts" | uniq -d > "$DIR/twice"
    if [ -s "$DIR/twice" ] || [ "$(wc -l < "$DIR/$each.attempts")" -lt $question ]; then
        report "not ok" "no attempt of $each has random numbers of another"
    else
        report ok "no attempt of $each has random numbers of another ($(wc -l < "$DIR/$each.attempts") attempts)"
    fi
done
finish
