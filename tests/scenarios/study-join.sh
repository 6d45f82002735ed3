#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Members that are no founders: handed the contract, they take it on, bring figures, and know that these are
# in the closed set; who may not join, and what who joined may not do.
SAMPLES=$SUM
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/parties.sh"

FOUR="alder birch cedar dogwood"
for name in $FOUR elm fir; do party "$name" card --name "$name"; done
party alder new --case c --title "Five members" --study "$SUM/study.json" --questions 4 \
    --party alder=provider,miner@0 --party birch=provider,miner@0 --party cedar=provider,miner@0 \
    --party dogwood=provider@0
succeed "a contract of four founders"
party alder admit --name elm
succeed "the contract is handed on before all have signed"
party elm join --name elm --side Members
expect "joining what is not in force yet" 77 "signed the contract"
for name in $FOUR; do party "$name" sign; done
party birch admit --name elm
expect "handed on by somebody else" 64 "drafted"
party alder admit --name nobody
expect "handed to nobody" 64 "card"
party alder status
party alder admit --name elm
succeed "and again with all signatures"
party elm submit "$SUM/elm.csv"
expect "figures before joining" 77
party elm join --name alder --side Members
expect "under a founder's name" 77 "already"
party elm join --name elm
expect "on no side, where nobody may join" 77
party elm join --name elm --side Members
succeed "a member joins"
party elm join --name ash --side Members
expect "twice with one key" 77
party elm submit "$SUM/elm.csv"
succeed "and sends its figures"
party fir submit "$SUM/elm.csv"
expect "somebody to whom nobody handed the contract" 64 "no contract"
for name in $FOUR; do party "$name" submit "$SUM/$name.csv"; done
for name in $FOUR; do party "$name" status; done
party birch status
succeed "the founders see who came" "has joined: elm"
party alder freeze
succeed "the set is closed with it"
party elm status
succeed "it knows that it is in the set" "your last figures are in the closed set"
party dogwood status
succeed "a founder too" "your last figures are in the closed set"
party elm propose --ask "sum column=turnover"
expect "who joined does not ask" 77
party dogwood propose --ask "sum column=turnover"
succeed "a founder asks"
party elm approve
expect "who joined does not agree" 77
for name in alder birch cedar; do party "$name" ask-too; done
computing alder birch cedar
succeed "three processes compute with all five"
party dogwood result
succeed "the sum of five members" "7832471.50 EUR"
party elm result
if grep -q 7832471 "$DIR/out"; then report "not ok" "the sum is not for who joined"; else report ok "the sum is not for who joined"; fi
party elm submit "$SUM/elm.csv"
succeed "figures are sent once more"
party elm status
if grep -q "closed set" "$DIR/out"; then report "not ok" "the new figures are in no set yet"; else report ok "the new figures are in no set yet"; fi
finish
