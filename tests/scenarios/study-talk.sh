#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What parties say to each other between question and answer: a late party that is left out, corrected figures,
# a wish for a change, a rejection, a question taken back, one whose time is over, and one too many; and what
# somebody who has no say in it is told.
SAMPLES=$SUM
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/parties.sh"

SIX="alder birch cedar dogwood elm fir"
for name in $SIX; do party "$name" card --name "$name"; done
party alder new --case c --title "Six members" --study "$SUM/study.json" --questions 2 \
    --party alder=provider,miner@0 --party birch=provider,miner@0 --party cedar=provider,miner@0 \
    --party dogwood=provider@0 --party elm=provider@0 --party fir=provider@0
succeed "a contract of six"
for name in $SIX; do party "$name" sign; done
for name in alder birch cedar dogwood elm; do party "$name" submit "$SUM/$name.csv"; done
for name in alder birch cedar; do party "$name" status; done
party alder freeze
succeed "the set is closed without the one that is late"
party fir status
if grep -q "closed set" "$DIR/out"; then report "not ok" "the late one is not in it"; else report ok "the late one is not in it"; fi
party dogwood status --json
if grep -q '"fir"' "$DIR/out"; then report "not ok" "nobody else is told who is missing"; else report ok "nobody else is told who is missing"; fi

asked_by_all () { for name in $SIX; do [ "$name" = "$1" ] || party "$name" ask-too; done; }
party dogwood propose --ask "sum column=turnover"
succeed "a member asks"
party elm ask-change --reason "the number of rows instead"
succeed "another asks for a change"
party dogwood status
succeed "who asked reads it" "asks for a change elm: the number of rows instead"
party dogwood withdraw
succeed "and takes the question back"
asked_by_all dogwood
computing alder birch cedar
expect "a question that was taken back is not computed" 77

party dogwood propose --ask "count" --days 1
succeed "asked as it was wished"
party fir reject --reason "without my figures"
succeed "somebody rejects it, with a reason"
party elm status
succeed "everybody reads why" "fir: reject without my figures"
party fir approve
expect "and cannot take that back" 77 "rejected"
computing alder birch cedar
expect "a rejected question is not computed" 77

party fir submit "$SUM/elm.csv"
succeed "the late one sends its figures"
party elm submit "$SUM/dogwood.csv"
succeed "another corrects its own"
for name in alder birch cedar; do party "$name" status; done
party alder freeze --without elm
succeed "the set is closed anew, without one whose figures are not settled"
party elm status
if grep -q "closed set" "$DIR/out"; then report "not ok" "it knows that it is not in it"; else report ok "it knows that it is not in it"; fi
party dogwood propose --ask "sum column=turnover" --days 1
succeed "asked of the new set"
asked_by_all dogwood
computing alder birch cedar
succeed "and computed of it"
party dogwood result
succeed "and everybody reads it" "EUR"
party alder freeze
succeed "closed once more, with everybody"
party dogwood propose --ask "sum column=turnover"
asked_by_all dogwood
computing alder birch cedar
expect "the difference of the two would be one member's figure" 77 "Compared with an earlier answer"
computing alder birch cedar --at $(($(date +%s) + 90000000))
expect "and after its day nothing is" 77
if [ "$(find "$DIR/parties" -path "*uploads/*" -type f | wc -l)" = 0 ]; then report ok "and the figures are erased"; else report "not ok" "and the figures are erased"; fi
party elm status --at $(($(date +%s) + 90000000))
succeed "and each has signed that it erased them" "has signed that figures and answers are erased: alder"
party elm log
succeed "which stands in everybody's log" "has signed that it erased"
finish
