#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Tests of difference, correlations and a regression over three processes, and in one: what R answers
# about the same rows, to nine digits, and what is hidden, in a sentence.
. "$(dirname "$0")/lib.sh"

for transport in tls process; do
    run rehearse "$SURVEY/study.json" --json --transport $transport
    if python3 -c 'import json, sys
d, e = json.load(open(sys.argv[1])), json.load(open(sys.argv[2]))
got = {r["id"]: r["value"] for r in d["results"] if r["recipient"] == "everyone"}
assert d["status"] == "done", d["status"]
for name, answer in e.items():
    assert name in got, name
    if answer is None:
        assert got[name] is None, name
    else:
        apart = abs(float(got[name]) - float(answer))
        assert apart <= 1e-9 * abs(float(answer)), (name, got[name], answer)' \
        "$DIR/out" "$SURVEY/expected.json" 2> "$DIR/why"; then
        report ok "what R answers ($transport)"
    else
        report "not ok" "what R answers ($transport)"
        sed 's/^/# /' "$DIR/why" "$DIR/err"
    fi
done
run rehearse "$SURVEY/study.json" --transport process
succeed "in words" "more than chance alone would explain (p = 0.028)" "Chance alone could explain that (p = 0.0523)" \
    "too little of the table is shown"
finish
