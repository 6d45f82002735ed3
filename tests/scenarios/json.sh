#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# With --json the result document and nothing else stands on standard output, also after a failure.
. "$(dirname "$0")/lib.sh"

# document NAME EXPRESSION: the output is one JSON object for which the Python expression over d holds
document ()
{
    if python3 -c 'import json, sys
d = json.load(open(sys.argv[1]))
assert sorted(d) == ["attempt", "cost", "error", "opened", "results", "status", "study"], sorted(d)
assert eval(sys.argv[2]), sys.argv[2]' "$DIR/out" "$2" 2> "$DIR/why"; then
        report ok "$1"
    else
        report "not ok" "$1"
        sed 's/^/# /' "$DIR/why" "$DIR/out"
    fi
}

rehearse --json
document "done" 'd["status"] == "done" and d["error"] is None'
document "exact price" '[r for r in d["results"] if r["id"] == "price"][0]["value"] == "412600.00"'
document "three costs" 'len(d["cost"]["bytes"]) == 3 and all(d["cost"]["bytes"]) and d["cost"]["rounds"] > 0'
document "parts only to their companies" 'sorted({r["recipient"] for r in d["results"]}) == ["everyone", "harbour", "north", "ridge"]'
document "opened to whom" '{"what": "price", "to": "everyone"} in d["opened"] and len(d["opened"]) == 12'
[ "$code" = 0 ] && report ok "exit code" || report "not ok" "exit code"

printf 'Resource,Unit,Free amount,Unit cost,Smallest unit revenue\nRoofing,hours,-1,1.00,1.00\n' > "$DIR/north.csv"
NORTH=$DIR/north.csv
rehearse --json
document "failed" 'd["status"] == "failed" and d["results"] == [] and d["opened"] == []'
document "where" 'd["error"]["code"] == "data" and d["error"]["row"] == 2 and d["error"]["column"] == "Free amount"'
document "what to do" 'd["error"]["message"] and d["error"]["next"]'
[ "$code" = 65 ] && report ok "exit code of a failure" || report "not ok" "exit code of a failure"
run rehearse a --json
document "usage" 'd["error"]["code"] == "usage"'
[ "$code" = 64 ] && report ok "exit code of a wrong call" || report "not ok" "exit code of a wrong call"

run case list --json
python3 -c 'import json, sys
d = json.load(open(sys.argv[1]))
assert len(d["cases"]) == 12 and [c["id"] for c in d["cases"] if c["runs"]] == ["a"]' "$DIR/out" \
    && report ok "twelve cases" || report "not ok" "twelve cases"
run case show a
succeed "case a" "joint bid"
run case show q
expect "unknown case" 64 "q"
run case check "$SAMPLES/../../cases/b1.xml"
succeed "a template" "b1.xml"
echo '<case id="q">' > "$DIR/q.xml"
run case check "$DIR/q.xml"
expect "a broken template" 78 "q.xml"
run case check "$DIR/none.xml"
expect "no template" 66 "none.xml"
run table inspect "$SAMPLES/north.csv"
succeed "a table" "Unit cost" "4 rows"
run table inspect "$DIR/none.csv"
expect "no table" 66 "none.csv"
run --version
succeed "version" "jointlyctl"
run help
succeed "help" "rehearse CASE"

finish
