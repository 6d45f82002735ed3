#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# One study of an association under a contract, from the cards to the results and on: each party
# with a folder of its own, what they send carried in one folder, three processes that compute.
SAMPLES=$SUM
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/parties.sh"

FIVE="alder birch cedar dogwood elm"
for name in $FIVE; do party "$name" card --name "$name"; done
party alder new --case c --title "Five members" --study "$SUM/study.json" --min-parties three --party alder=provider
expect "half a number is none" 64 "three" "whole number"
party alder new --case c --title "Five members" --study "$SUM/study.json" --right turnover=sun --party alder=provider
expect "a use that there is none of" 64 "sun"
party alder new --case c --title "Five members" --study "$SUM/study.json" --questions 3 \
    --party alder=provider,miner@0 --party birch=provider,miner@0 --party cedar=provider,miner@0 \
    --party dogwood=provider@0 --party elm=provider@0
succeed "a contract from a case"
party elm submit "$SUM/elm.csv"
expect "figures before everybody has signed" 77 "has signed the contract" "signatures"
for name in $FIVE; do party "$name" sign; done
party elm show
succeed "the contract in words" "Five members" "dogwood"
for name in $FIVE; do party "$name" submit "$SUM/$name.csv"; done
succeed "figures are sent"
party dogwood propose --ask "sum column=turnover"
expect "a question before the figures are closed" 69 "closed"
party elm freeze
expect "closing the figures without computing" 77 "figures"
for name in alder birch cedar; do party "$name" status; done
party alder freeze
succeed "a computing party closes the figures"
party dogwood propose --ask "sum column=turnover"
succeed "a member asks"
party elm show --question 1
succeed "what it computes, opens and lets others work out" "Learned by" "What others could work out"
computing alder birch cedar
expect "computing before all have asked" 77 "may not ask, or not alone"
party elm status --json
succeed "the refusal names its rule" '"refusals"' '"asker"'
party alder ask-too 1
expect "a stray word is not passed over" 64 "no meaning here"
party alder ask-too --question 4294967297
expect "a number that is too large is not wrapped" 64 "whole number"
for name in alder birch cedar elm; do party "$name" ask-too; done
mkfifo "$DIR/sent/pipe.jointly-letters"
: > "$DIR/sent/empty.jointly-letters"
: > "$DIR/sent/$(printf '\033[2J\377')x.jointly-letters"
run study status --data-dir "$DIR/parties/elm" --keys "$DIR/parties/elm.key" --folder "$DIR/sent" --json
succeed "a pipe in the folder is not waited for" "pipe.jointly-letters" "empty.jointly-letters"
if grep -q "$(printf '\033\|\\\\u001b')" "$DIR/out"; then report "not ok" "no sign drives the terminal"; else report ok "no sign drives the terminal"; fi
computing alder birch cedar --at 1000
expect "a clock that was set back" 69 "clock is behind"
computing alder birch cedar
succeed "three processes compute"
party elm result
succeed "a member reads the sum" "7832471.50 EUR"
party dogwood propose --ask "sum column=turnover"
succeed "the same question is not computed again" "answered before"
party dogwood propose --ask "sum column=exports"
expect "a column that may not be summed" 77 "column"
party dogwood propose --ask "threshold column=turnover at-least=5"
expect "a question that the contract does not have" 77 "kind of question"
for name in $FIVE; do party "$name" log --export "$DIR/$name.jlylog"; done
succeed "a log as a file"
run verify "$DIR/alder.jlylog" "$DIR/birch.jlylog" "$DIR/cedar.jlylog" "$DIR/dogwood.jlylog" "$DIR/elm.jlylog"
succeed "five logs of one study" "the log of elm is whole" "agree with each other"
finish
