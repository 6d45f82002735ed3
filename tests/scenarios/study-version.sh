#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A second version of a contract: while somebody has not signed it, the first holds; then the second does, with
# figures handed in anew, and what was answered under the first can still be read.
SAMPLES=$SUM
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/parties.sh"

FIVE="alder birch cedar dogwood elm"
for name in $FIVE fir; do party "$name" card --name "$name"; done
draft () {
    party alder new --case c --title "$1" --study "$SUM/study.json" --questions "$2" --min-parties 3 --min-rows 3 \
        --party alder=provider,miner@0 --party birch=provider,miner@0 --party cedar=provider,miner@0 \
        --party dogwood=provider@0 --party elm=provider@0
}
send () { for name in "$@"; do party "$name" submit "$SUM/$name.csv"; done; }
close () { for name in alder birch cedar; do party "$name" status; done; party alder freeze; }
ask () {
    party dogwood propose --ask "sum column=turnover" --days 1
    for name in alder birch cedar elm; do party "$name" ask-too; done
    computing alder birch cedar
}
check_number () { party "$1" show-next; check=$(sed -n 's/^Check number: //p' "$DIR/out"); }

draft "Five members" 1
for name in $FIVE; do party "$name" sign; done
send $FIVE
close
ask
succeed "a question is answered under the first version"
party dogwood show-next
expect "there is no second version" 64 "No new version"

draft "Five members, with more questions" 3
succeed "one of them proposes a second version"
party elm status
succeed "everybody reads that it waits" "until all have, version 1 is in force" "has not signed the new version yet: elm"
party birch show
succeed "the contract that holds is the first" "This is version 1"
check_number birch
succeed "the second can be read in full" "This is version 2" "It takes the place of the version" "3 questions"
party birch sign-next --check "0000 0000 0000 0000 0000"
expect "nobody signs what has another check number" 64 "check number"
party fir sign-next --check "$check"
expect "nor does somebody who has no part in the study" 64 "no contract"
for name in alder birch cedar dogwood; do party "$name" sign-next --check "$check"; done
succeed "four of five sign it"
party cedar status --json
succeed "who is missing is told" '"version" : 1' '"next-unsigned"' '"elm"'
party elm show
succeed "who has not signed still has the first" "This is version 1"
party dogwood propose --ask "count"
succeed "and may be asked under it"
party elm ask-too
succeed "as before"
first=$check
draft "Five members, another proposal" 2
check_number dogwood
party dogwood sign-next --check "$check"
expect "nobody signs two that cannot both hold" 77 "signed another proposal"

party elm sign-next --check "$first"
succeed "the last one signs"
for name in alder birch cedar dogwood elm; do party "$name" status --json; done
succeed "now the second holds for everybody" '"version" : 2' '"left" : 3'
party elm ask-too
expect "what was asked under the first cannot go on" 64 "Nothing has been asked yet"
party dogwood result --version 1 --question 1
succeed "its answers can still be read" "7832471.50 EUR"
party fir result --version 1 --question 1
expect "by who had a part in it alone" 64 "no contract"
party dogwood result --version 3
expect "a version that there is not" 64 "no version"
party dogwood propose --ask "sum column=turnover"
expect "no figures come along" 69 "closed"
send alder birch cedar dogwood
close
ask
expect "without one of them the difference to the first answer would be its figure" 77 "Compared with an earlier answer"
awk -F, -v OFS=, 'NR == 2 { $2 += 1 } { print }' "$SUM/elm.csv" > "$DIR/elm.csv"
party elm submit "$DIR/elm.csv"
close
ask
expect "a row that it corrected in between would be shown by the difference" 77 "Compared with an earlier answer"
send elm
close
party dogwood propose --ask "sum column=turnover"
for name in alder birch cedar elm; do party "$name" ask-too; done
computing alder birch cedar
succeed "with everybody it is computed"
party elm result
succeed "and read" "7832471.50 EUR"
for name in $FIVE; do party "$name" log --export "$DIR/$name.jlylog"; done
run verify "$DIR/alder.jlylog" "$DIR/birch.jlylog" "$DIR/cedar.jlylog" "$DIR/dogwood.jlylog" "$DIR/elm.jlylog"
succeed "five logs with two versions" "the log of elm is whole" "agree with each other"
finish
