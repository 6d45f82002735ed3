#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Studies written as files: the samples bring out what they must, over processes and in one process,
# and what is wrong with a study or a file is said before anything runs.
. "$(dirname "$0")/lib.sh"
ALL=$(dirname "$SAMPLES")

# same NAME DIRECTORY: the results are those of expected.json, each to everyone; sentences about them aside
same ()
{
    if python3 -c 'import json, sys
d, e = json.load(open(sys.argv[1])), json.load(open(sys.argv[2]))
got = {r["id"]: r["value"] for r in d["results"] if r["recipient"] == "everyone" and r["kind"] != "text"}
assert d["status"] == "done" and got == e, got
left = {r["recipient"]: r["value"] for r in d["results"] if r["id"] == "rejected"}
assert set(left.values()) == {"0"}, left
to = {o["to"] for o in d["opened"] if o["what"] != "rejected"}
assert to == {"every provider"}, to' "$DIR/out" "$2/expected.json" 2> "$DIR/why"; then
        report ok "$1"
    else
        report "not ok" "$1"
        sed 's/^/# /' "$DIR/why" "$DIR/out" "$DIR/err"
    fi
}

for sample in sum threshold; do
    for transport in tls process; do
        run rehearse "$ALL/$sample/study.json" --json --transport $transport
        same "$sample ($transport)" "$ALL/$sample"
    done
done
for sample in b1 d1 d3 d4; do
    run rehearse "$ALL/$sample/study.json" --json --transport process
    same "$sample (process)" "$ALL/$sample"
done
run rehearse "$ALL/d4/study.json" --json --transport tls
same "d4 (tls)" "$ALL/d4"
run rehearse "$ALL/d4/study.json" --transport process
succeed "before it is used" "Before you use this" "6 parties brought 48 rows in all; up to 120" "than the agreed ranges allow"
run rehearse "$ALL/sum/study.json" --transport process
succeed "in words" "Turnover: 7" "471.50 EUR in all" "6 rows where “Exports” is more than 0.00 EUR" "the computing parties learn nothing"
run rehearse "$SAMPLES/study.json" --transport process
succeed "the joint bid as a file" "600.00 EUR" "Part of north"

# Everything that a person may write wrongly into the study.
study () # TEXT
{
    printf '%s' "$1" > "$DIR/study.json"
    run rehearse "$DIR/study.json" --data "a=$DIR/a.csv" --data "b=$DIR/a.csv" --data "c=$DIR/a.csv" --transport process
}
printf 'Turnover,Exports\n5,1\n7,2\n' > "$DIR/a.csv"
COLUMN='{"id":"turnover","title":"Turnover","most":"100"}'
study '{"columns":['"$COLUMN"'],"questions":[{"analysis":"sum","column":"turnover"}]}'
succeed "the shortest study" "Sum, “Turnover”: Turnover: 36 in all"
study 'no json'
expect "no JSON" 78 "study.json"
run rehearse "$DIR/none.json" --data "a=$DIR/a.csv"
expect "no study" 66 "none.json"
study '{"columns":['"$COLUMN"'],"question":[]}'
expect "a misspelt member" 78 "question"
study '{"columns":['"$COLUMN"'],"questions":[{"analysis":"average","column":"turnover"}]}'
expect "an analysis that there is not" 78 "average"
study '{"columns":['"$COLUMN"'],"questions":[{"analysis":"sum"}]}'
expect "a question without its column" 78 "column"
study '{"columns":['"$COLUMN"'],"questions":[{"analysis":"sum","column":"turnover","were":"turnover"}]}'
expect "a misspelt setting" 78 "were"
study '{"columns":[{"id":"turnover","title":"Turnover","most":"1000000000000000000"}],"questions":[{"analysis":"threshold","column":"turnover","at-least":"5"}]}'
expect "a total that could overflow" 78 "too wide"
study '{"columns":[{"id":"turnover","title":"Turnover","most":12.5}],"questions":[{"analysis":"count"}]}'
expect "a range that is no exact number" 78 "most"
study '{"columns":[{"id":"turnover","title":"Turnover","most":"6"}],"questions":[{"analysis":"count"}]}'
expect "a figure outside the agreed range" 65 "a.csv" "row 3" "Turnover"
study '{"columns":[{"id":"profit","title":"Profit","most":"6"}],"questions":[{"analysis":"count"}]}'
expect "a column that the file lacks" 65 "a.csv" "Profit"
study '{"columns":['"$COLUMN"',{"id":"exports","title":"Exports","most":"100"}],"checks":[{"column":"turnover","not-above":"exports"}],"questions":[{"analysis":"count"}]}'
expect "a row that breaks a check" 65 "a.csv" "row 2"
study '{"columns":['"$COLUMN"'],"most-rows":1,"questions":[{"analysis":"count"}]}'
expect "more rows than agreed" 65 "2 rows"
study '{"case":"b1","columns":['"$COLUMN"'],"questions":[{"analysis":"count"}]}'
expect "a case that does not run" 78 "b1"
study '{"companies":["a","b","c","d"],"columns":['"$COLUMN"'],"questions":[{"analysis":"count"}]}'
expect "a company without a file" 64 "--data d=FILE"
study '{"companies":["a","b"],"columns":['"$COLUMN"'],"questions":[{"analysis":"count"}]}'
expect "a company that is not in the study" 64 "c"
printf '{"columns":[%s],"questions":[{"analysis":"count"}]}' "$COLUMN" > "$DIR/study.json"
run rehearse "$DIR/study.json" --data "a=$DIR/a.csv" --data "b=$DIR/a.csv" --transport process
expect "a number of two companies' rows" 78 "3 companies"
run rehearse "$DIR/study.json" --data "a=$DIR/a.csv" --transport process
expect "one company" 64 "from 2 to 50"

finish
