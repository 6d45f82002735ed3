#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Exported logs of two parties, checked by somebody who has neither keys nor a folder of Jointly.
. "$(dirname "$0")/lib.sh"
"$MAKE_LOGS" "$DIR" || { report "not ok" "logs are made"; finish; exit 1; }

run verify "$DIR/north.jlylog"
succeed "one log by itself" "the log of north is whole" "giving them all"
run verify "$DIR/north.jlylog" "$DIR/harbour.jlylog"
succeed "two that agree" "the log of harbour is whole" "agree with each other"
run verify "$DIR/forked.jlylog"
succeed "a forked log looks whole by itself" "the log of north is whole"
run verify "$DIR/forked.jlylog" "$DIR/harbour.jlylog"
expect "and is found out by the other's" 65 "showed another log"
run verify "$DIR/harbour.jlylog" "$DIR/older.jlylog"
expect "an older one too" 65 "signed a longer one"
run verify "$DIR/harbour.jlylog" "$DIR/older.jlylog" --json
[ "$code" = 65 ] && grep -q '"fault" *: *"rolled-back"' "$DIR/out" && grep -q '"party" *: *"north"' "$DIR/out" \
    && report ok "the fault's name and party" || report "not ok" "the fault's name and party"
head -c -5 "$DIR/north.jlylog" > "$DIR/half.jlylog"
run verify "$DIR/half.jlylog"
expect "half a file" 76 "damaged"
sed 's/told the answer/told the ANSWER/' "$DIR/north.jlylog" > "$DIR/edited.jlylog"
run verify "$DIR/edited.jlylog"
expect "an edited line" 65 "not those that its head was signed for"
run verify "$DIR/nothing.jlylog"
expect "no such file" 66 "nothing.jlylog"
run verify
expect "no file named" 64 "Write jointlyctl verify"
finish
