#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# An association for real: ten members who are never online together, three computing parties as
# services, each a process with a folder and, where possible, a network namespace of its own (town.sh).
# Members call one after the other and hang up; one corrects its figures, one is late; computing parties
# are killed in the middle and start again. What comes out is what a rehearsal with the same files says.
# All that went over the wires is kept, and searched for one member's figure.
#
# case-c.sh --app    one of the ten is the app, with mouse and keyboard; JLY_PICTURES: a folder for pictures
# case-c.sh --files  the same association without any network, see case-c-files.sh
if [ "${1:-}" = --files ]; then
    here=$(CDPATH='' cd -- "$(dirname "$0")" && pwd)
    if unshare -n true 2> /dev/null; then
        exec unshare -n sh -c 'ip link set lo up && NO_NETWORK=1 exec sh "$1"' sh "$here/case-c-files.sh"
    fi
    exec sh "$here/case-c-files.sh"
fi
HERE=$(CDPATH='' cd -- "$(dirname "$0")" && pwd)
. "$HERE/town.sh"
town_enter "$0" "$@"
SAMPLES=$SUM
. "$HERE/lib.sh"
. "$HERE/services.sh"
APP=
[ "${1:-}" != --app ] || APP=gorse
[ -z "$APP" ] || . "$HERE/app-member.sh"
MEMBERS="alder birch cedar dogwood elm fir gorse hazel ivy"
LATE=juniper

card ()
{
    if [ "$1" = "$APP" ]; then app_begins; else member "$1" card --name "$1"; fi
}

signs ()
{
    if [ "$1" = "$APP" ]; then
        app_does sign
        succeed "the app signs" "done"
    else
        member "$1" sign
        member "$1" sync
    fi
}

agrees ()
{
    if [ "$1" = "$APP" ]; then
        app_does approve
        succeed "the app approves" "done"
        return
    fi
    member "$1" sync
    [ "$1" = dogwood ] || member "$1" ask-too
    member "$1" sync
}

# wire_listen: writes down what passes through the town
wire_listen ()
{
    WIRE=$DIR/wire.pcap
    [ "$TOWN" = yes ] && command -v tcpdump > /dev/null || { WIRE=; return; }
    tcpdump -i any -U -s 0 -w "$WIRE" tcp 2> "$DIR/tcpdump.log" &
    SERVICES="$SERVICES $!"
    until [ -s "$WIRE" ]; do sleep 0.05; done
}

# has_marker PATH...: the marker as text or as a number lies in one of the files
has_marker ()
{
    cents=$(echo $MARKER | tr -d .)
    python3 -B "$HERE/find-figure.py" $MARKER "$cents" "$@" > "$DIR/found"
}

# wire_search: the marker lies nowhere but in its own file
wire_search ()
{
    has_marker "$DIR/alder.csv" && report ok "a figure is found where it lies" || report "not ok" "a figure is found where it lies"
    if has_marker "$DIR/services" "$DIR/members"; then
        report "not ok" "no figure lies in anybody’s folder, log or database"
        sed 's/^/# /' "$DIR/found"
    else
        report ok "no figure lies in anybody’s folder, log or database"
    fi
    [ -n "$WIRE" ] || return 0
    # Both ways to each of the three: there is something to search.
    few=
    for at in 2 3 4; do
        [ "$(tcpdump -n -r "$WIRE" "host 10.77.0.$at" 2> "$DIR/tcpdump.log" | wc -l)" -gt 100 ] || few=$at
    done
    if [ -n "$few" ] || has_marker "$WIRE"; then
        report "not ok" "no figure went over a wire"
    else
        report ok "no figure went over a wire"
    fi
}

# service_kill NAME: as a power cut would, and starts it again
service_kill ()
{
    kill -9 "$(cat "$DIR/services/$1.pid")"
    wait "$(cat "$DIR/services/$1.pid")" 2> /dev/null
    service_start "$1"
}

row=0
for each in $MEMBERS $LATE; do
    row=$((row + 1))
    printf 'Turnover,Exports,Profit,Size\n%s.50,%s,12,small\n%s,0,-3,large\n' $((1000 * row + 7)) $((100 * row)) $((row * row)) > "$DIR/$each.csv"
done
# A figure that is found wherever it lies: as text, or as the number of cents in eight bytes.
MARKER=31415.92
printf 'Turnover,Exports,Profit,Size\n%s,100,12,small\n1,0,-3,large\n' $MARKER > "$DIR/alder.csv"
printf 'Turnover,Exports,Profit,Size\n99,1,1,small\n' > "$DIR/cedar-first.csv"
set -- $("$PORTS" 3)
house=1
for each in north south west; do
    house=$((house + 1))
    house $each $house
    service_config $each "$(address $house):$1" "[studies]" "close=operator"
    shift
    service_start $each || { report "not ok" "$each starts"; finish; exit; }
    operator $each invite "$DIR/$each.jointly-party"
done
succeed "an invitation of a computing party" "jointly:party#"

# The chair gathers cards and prepares the contract; the members are sent it once, by mail.
wire_listen
for each in $MEMBERS $LATE; do
    card $each
    [ $each = alder ] || cp "$DIR/members/$each.notes/"*.jointlycard "$DIR/members/alder.notes/"
done
for each in north south west; do member alder meet "$DIR/$each.jointly-party"; done
succeed "computing parties are met" "Not yet verified"
set --
for each in $MEMBERS $LATE; do set -- "$@" --party $each=provider@0; done
member alder new --case c --title "Ten members" --study "$SUM/study.json" --questions 3 \
    --party north=miner --party south=miner --party west=miner "$@"
succeed "a contract with three services"
member alder sign
member alder sync
succeed "the chair brings it to the services" "north: reached" "south: reached" "west: reached"
for each in $MEMBERS $LATE; do
    [ $each = alder ] || cp "$DIR/members/alder.notes/"*.jointly-letters "$DIR/members/$each.notes/"
    signs $each
done
succeed "everybody has signed"
[ -z "$APP" ] || app_compares_words

# A computer that sleeps: its connections are open, and nothing comes.
kill -STOP "$(cat "$DIR/services/south.pid")"
run doctor --data-dir "$DIR/members/elm" --keys "$DIR/members/elm.key" --folder "$DIR/members/elm.notes" --json
report "$([ "$code" = 69 ] && grep -q '"silent"' "$DIR/out" && echo ok || echo "not ok")" "the doctor names a computer that sleeps"
kill -CONT "$(cat "$DIR/services/south.pid")"
member elm sync
succeed "and once it is awake it answers" "south: reached"

handed_in () # NAME FILE
{
    if [ "$1" = "$APP" ]; then
        app_does hand-in "$2"
        return
    fi
    member "$1" sync
    member "$1" submit "$2"
    [ "$code" = 0 ] || return
    member "$1" sync
    echo done > "$DIR/out"
}
for each in $MEMBERS; do
    file=$DIR/$each.csv
    [ $each != cedar ] || file=$DIR/cedar-first.csv
    until_seen "done" handed_in $each "$file"
    [ $each != dogwood ] || service_kill south
done
succeed "nine hand in, one computing party is killed meanwhile" "done"
handed_in cedar "$DIR/cedar.csv"
confirmed ()
{
    member cedar sync
    member cedar status
}
until_seen "3 of 3 computing" confirmed
succeed "one corrects its figures, and all three have them" "3 of 3 computing"
until_seen "figures of 9 of 10" operator north studies
succeed "one is late" "collecting"
study=$(sed -n 's/^\([0-9a-f]\{32\}\) .*/\1/p' "$DIR/out")
operator north close "$study"
until_seen "(closed)" operator west studies
succeed "the operator closes the set of what is there"
asked ()
{
    member dogwood sync
    member dogwood propose --ask "sum column=turnover"
    [ "$code" = 0 ] && echo asked > "$DIR/out"
}
until_seen asked asked
succeed "a member asks" asked
for each in dogwood $MEMBERS $LATE; do agrees $each; done
# The computation begins about now. Each computing party is killed, at whatever it is doing.
for each in west north south; do service_kill $each; done
learned ()
{
    if [ "$1" = "$APP" ]; then
        app_does result "$(echo "$sum" | tr -dc 0-9)"
        return
    fi
    member "$1" sync
    member "$1" result
}
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
report "$([ "$sum" = "75760.92 EUR" ] && echo ok || echo "not ok")" "a rehearsal says what it must be: $sum"
[ -n "$sum" ] || sum="no sum"
for each in $MEMBERS; do
    # The person waits for a minute at each try.
    [ "$each" = "$APP" ] && seen="done" && TRIES=3 || seen=$sum
    until_seen "$seen" learned "$each"
    unset TRIES
    succeed "$each learns the sum" "$seen"
done
for each in north south west; do
    operator $each studies
    succeed "$each has answered" "question 1: answered"
done
run doctor --data-dir "$DIR/members/elm" --keys "$DIR/members/elm.key" --folder "$DIR/members/elm.notes"
succeed "the doctor finds all well" "“north” answers" "“south” answers" "there and back"
operator north refuse "$study"
succeed "the operator refuses"
until_seen "(refused)" operator north studies
succeed "which is seen" "(refused)"
operator north erase "$study"
succeed "and erases"
operator north status
succeed "nothing is left" "0 studies"
wire_search
kill -HUP "$(cat "$DIR/services/west.pid")"
operator west status
succeed "a service reads its file again" "west"
kill "$(cat "$DIR/services/west.pid")"
wait "$(cat "$DIR/services/west.pid")"
report "$([ $? = 0 ] && echo ok || echo "not ok")" "a service stops cleanly"
operator west status
expect "and then nobody answers" 69 "No computing party answers"
run doctor --data-dir "$DIR/members/elm" --keys "$DIR/members/elm.key" --folder "$DIR/members/elm.notes" --json
report "$([ "$code" = 69 ] && grep -q '"not-known"' "$DIR/out" && echo ok || echo "not ok")" "the doctor names a study that was erased"
[ "$TOWN" = yes ] || report "$(grep -q '"own-address"' "$DIR/out" && echo ok || echo "not ok")" "and an address that only means this computer"
finish
