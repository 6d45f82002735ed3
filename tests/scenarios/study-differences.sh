#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Two questions whose rows differ by fewer than a group must have: the second is not answered, and
# cannot be tried again. Three processes compute, and compare the rows under sharing.
SAMPLES=$SUM
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/parties.sh"

FIVE="alder birch cedar dogwood elm"
for name in $FIVE; do party "$name" card --name "$name"; done
party alder new --case c --title "Five members" --study "$SUM/study.json" --questions 4 \
    --party alder=provider,miner@0 --party birch=provider,miner@0 --party cedar=provider,miner@0 \
    --party dogwood=provider@0 --party elm=provider@0
succeed "a contract that shows groups of five rows or more"
for name in $FIVE; do party "$name" sign; done
for name in $FIVE; do party "$name" submit "$SUM/$name.csv"; done
for name in alder birch cedar; do party "$name" status; done
party alder freeze
ask () {
    party dogwood propose --ask "$1"
    for name in alder birch cedar elm; do party "$name" ask-too; done
    computing alder birch cedar
}
ask "count"
succeed "how many rows there are"
ask "count where=exports is=> value=0"
expect "how many of them have exports: all but a few" 77 "Compared with an earlier answer"
party elm status --json
succeed "the refusal names its rule" '"overlap"'
computing alder birch cedar
expect "the same once more" 77
ask "sum column=turnover"
succeed "a question without a filter is still answered"
finish
