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

# What no sample asks: nine rows of three companies, worked out by hand.
printf 'Pay,Staff\n100,3\n200,4\n150,9\n' > "$DIR/a.csv"
printf 'Pay,Staff\n130,2\n220,8\n250,1\n' > "$DIR/b.csv"
printf 'Pay,Staff\n90,5\n310,7\n170,6\n' > "$DIR/c.csv"
printf '%s' '{"currency":"EUR","most-rows":5,"columns":[{"id":"pay","title":"Pay","unit":"EUR","most":"1000"},
 {"id":"staff","title":"Staff","most":"50"}],"questions":[{"id":"p","analysis":"percentile","column":"pay","percent":"90"},
 {"id":"v","analysis":"variance","column":"pay"},{"id":"w","analysis":"weighted-mean","column":"pay","weight":"staff"}]}' > "$DIR/study.json"
for transport in tls process; do
    run rehearse "$DIR/study.json" --data "a=$DIR/a.csv" --data "b=$DIR/b.csv" --data "c=$DIR/c.csv" --transport $transport
    succeed "percentile, variance and weighted mean ($transport)" "p: 262.0 EUR" "v/variance: 5" "v/standard-deviation: 72.284161474004" "w/mean: 185.777777777778"
done
run rehearse "$SAMPLES/b1/study.json" --json --transport tls
if python3 -c 'import json, sys
d, e = json.load(open(sys.argv[1])), json.load(open(sys.argv[2]))
got = {r["id"]: r["value"] for r in d["results"] if r["recipient"] == "everyone"}
assert d["status"] == "done" and all(str(got[name]) == str(e[name]) for name in e), (got, e)' \
    "$DIR/out" "$SAMPLES/b1/expected.json" 2> "$DIR/why"; then
    report ok "who is richer, over TLS"
else
    report "not ok" "who is richer, over TLS"
    sed 's/^/# /' "$DIR/why" "$DIR/err"
fi
finish
