#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Three people who have a contract pass messages as files, by a stick that is opened twice, damaged,
# and handed to the wrong one; and somebody is invited, answers, and is let in once.
. "$(dirname "$0")/lib.sh"
DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent/bus SECRET_BACKEND=service
export DBUS_SESSION_BUS_ADDRESS SECRET_BACKEND
STUDY=00112233445566778899aabbccddeeff
printf 'four plain words here\n' > "$DIR/words"

# with_passphrase NAME ARGUMENT...: jointlyctl with that person's folder and passphrase, which takes its time
with_passphrase ()
{
    who=$1
    shift
    "$JOINTLYCTL" "$@" --data-dir "$DIR/$who" --passphrase-fd 5 > "$DIR/out" 2> "$DIR/err" < /dev/null 5< "$DIR/words"
    code=$?
}

# person NAME ARGUMENT...: the same with the keys in a file, as a program does that works unattended
person ()
{
    who=$1
    shift
    run "$@" --data-dir "$DIR/$who" --keys "$DIR/$who.key"
}

"$FOLDERS" "$DIR" > "$DIR/out" 2>&1 || { cat "$DIR/out"; echo "Bail out! no folders"; exit 1; }
printf 'a question' > "$DIR/question"
printf 'a decision' > "$DIR/decision"

person north letters save "$DIR/nothing.jointly-letters"
expect "nothing to be sent" 64 "no messages to be sent" "nothing to do"
person north letters send "$DIR/question" --kind question
succeed "to everybody"
person north letters send "$DIR/decision" --kind decision --to harbour
succeed "to one"
person north letters send "$DIR/decision" --kind decision --to nobody
expect "to nobody" 64 "Nobody else in the study is named “nobody”"
person north letters send "$DIR/decision" --kind nonsense --to harbour
expect "as nothing" 64 "--kind"
with_passphrase north letters list
succeed "what waits" "harbour: 2 to be sent" "ridge: 1 to be sent"
person north letters save "$DIR/all.jointly-letters"
succeed "one file for all" "2 messages for “harbour”" "1 message for “ridge”"
person north letters save "$DIR/all.jointly-letters"
expect "no file is overwritten" 64 "There is a file"
person north letters save "$DIR/ridge.jointly-letters" --to ridge
succeed "a file for one" "1 message for “ridge”"

person harbour letters open "$DIR/all.jointly-letters"
succeed "what came" "2 messages from “north”: its question, its decision on a question." "1 message is for “ridge”."
person harbour letters open "$DIR/all.jointly-letters"
succeed "the same file again" "2 messages were here already."
person harbour letters open "$DIR/ridge.jointly-letters"
succeed "a file for another" "1 message is for “ridge”."
mkdir "$DIR/read"
person harbour letters read "$DIR/read"
succeed "in their order" "north-000001-question" "north-000002-decision"
cmp -s "$DIR/read/north-000002-decision" "$DIR/decision" && report ok "as sent" || report "not ok" "as sent"
person harbour letters read "$DIR/read"
succeed "read once"
[ ! -s "$DIR/out" ] && report ok "nothing twice" || report "not ok" "nothing twice"
person harbour letters save "$DIR/back.jointly-letters" --to north
succeed "a note back" "1 message for “north”"
person north letters open "$DIR/back.jointly-letters"
succeed "confirmed" "“harbour” has received 2 messages of yours."
person north letters list --json
succeed "nothing waits for it" '"waiting" : 0' '"waiting" : 1'

head -c 900 "$DIR/all.jointly-letters" > "$DIR/cut"
person ridge letters open "$DIR/cut"
expect "a file that was cut" 76 "ends in the middle"
cp "$DIR/all.jointly-letters" "$DIR/changed"
printf 'x' | dd of="$DIR/changed" bs=1 seek=500 conv=notrunc 2> "$DIR/dd"
# Once in 256 files it is an x already.
! cmp -s "$DIR/all.jointly-letters" "$DIR/changed" \
    || printf 'y' | dd of="$DIR/changed" bs=1 seek=500 conv=notrunc 2> "$DIR/dd"
person ridge letters open "$DIR/changed"
expect "a file that was changed" 76 "is damaged"
person ridge letters open "$DIR/question"
expect "another file" 76 "is not a file of messages"
person ridge letters open "$DIR/not there"
expect "no file" 66 "cannot be read"

person north invitation make "$DIR/bert.jointly" --study $STUDY --title "Wages 2026" --name "Anna Berg" \
    --organization "Chamber of Crafts" --role provider --learns "the mean of all members" --qr
succeed "an invitation" "jointly:invite#" "▀"
link=$(grep '^jointly:' "$DIR/out")
run invitation show "$DIR/bert.jointly"
succeed "what it says" "gives the name “Anna Berg”" "not yet verified" "the mean of all members" "Nothing has been sent"
run invitation show "$link"
succeed "the same by its link" "gives the name “Anna Berg”"
run invitation show "${link%?????}"
expect "half a link" 76 "incomplete"
run invitation show "$DIR/question"
expect "no invitation" 76 "no invitation in this"
with_passphrase ridge invitation answer "$DIR/bert.jointly" "$DIR/first.jointly-letters" --name Bert
succeed "an answer" "Send"
person harbour invitation answer "$DIR/bert.jointly" "$DIR/second.jointly-letters" --name Mallory
succeed "another answer" "Send"
person north invitation accept "$DIR/first.jointly-letters"
succeed "the first is let in" "“Bert” has joined" "not yet verified"
person north invitation accept "$DIR/second.jointly-letters"
expect "the second is not" 77 "Somebody else has already joined"
person north invitation accept "$DIR/first.jointly-letters"
succeed "the first again" "“Bert” has joined"
person harbour invitation accept "$DIR/first.jointly-letters"
expect "an answer for another" 64 "holds no answer"
finish
