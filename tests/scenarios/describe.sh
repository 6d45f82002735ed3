#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Tests of medians, quartiles, box plots and what else describes, over three processes and TLS: what
# each sample expects, which was worked out by another program.
. "$(dirname "$0")/lib.sh"

for sample in d1 c; do
    run rehearse "$SAMPLES/$sample/study.json" --json --transport tls
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
        "$DIR/out" "$SAMPLES/$sample/expected.json" 2> "$DIR/why"; then
        report ok "what is expected of sample $sample over TLS"
    else
        report "not ok" "what is expected of sample $sample over TLS"
        sed 's/^/# /' "$DIR/why" "$DIR/err"
    fi
done
finish
