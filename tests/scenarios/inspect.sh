#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What jointlyctl says about a file of figures, word by word: each file of $COLUMNS has its answer
# beside it, as NAME.txt.
. "$(dirname "$0")/lib.sh"
LC_ALL=C.UTF-8
export LC_ALL

for file in "$COLUMNS"/*.csv; do
    name=$(basename "$file" .csv)
    run table inspect "$file"
    if [ "$code" = 0 ] && [ ! -s "$DIR/err" ] && cmp -s "$DIR/out" "$COLUMNS/$name.txt"; then
        report ok "$name"
    else
        report "not ok" "$name"
        diff "$COLUMNS/$name.txt" "$DIR/out" | sed 's/^/# /'
    fi
done

run table inspect --json "$COLUMNS/accounts.csv"
python3 -c 'import json, sys
columns = {column["name"]: column for column in json.load(open(sys.argv[1]))["columns"]}
turnover = columns["Turnover (EUR)"]
assert [column["type"] for column in columns.values()] \
    == ["key", "category", "money", "percentage", "date", "yes-no", "whole-number"]
assert (turnover["smallest"], turnover["largest"], turnover["total"]) \
    == ("-4000.00", "1234000.00", "1328400.50")
assert turnover["decimal_mark"] == "comma" and turnover["missing"] == 1
assert columns["Register code"]["key_format"] == "ee-register-code"
assert columns["Closed on"]["smallest"] == "2025-11-30"' "$DIR/out" \
    && report ok "accounts as JSON" || report "not ok" "accounts as JSON"

run table inspect --json "$COLUMNS/all-doubtful.csv"
python3 -c 'import json, sys
columns = {column["name"]: column for column in json.load(open(sys.argv[1]))["columns"]}
assert columns["Amount"]["question"]["about"] == "decimal-mark"
assert columns["When"]["question"]["about"] == "date-order"
assert columns["Amount"]["question"]["row"] == 2 and "total" not in columns["Amount"]' "$DIR/out" \
    && report ok "questions as JSON" || report "not ok" "questions as JSON"

# What would enter a study: the words, the same as JSON, and what is refused.
run table inspect "$COLUMNS/accounts.csv" --study "$STUDIES/members.json" --party north
if [ "$code" = 0 ] && [ ! -s "$DIR/err" ] && cmp -s "$DIR/out" "$STUDIES/accounts-in-members.txt"; then
    report ok "accounts in a study"
else
    report "not ok" "accounts in a study"
    diff "$STUDIES/accounts-in-members.txt" "$DIR/out" | sed 's/^/# /'
fi
run table inspect --json "$COLUMNS/accounts.csv" --study "$STUDIES/members.json"
python3 -c 'import json, sys
said = json.load(open(sys.argv[1]))
columns = {column["id"]: column for column in said["columns"]}
assert not said["ready"] and not said["questions"]
assert [note["about"] for note in said["notes"]] == ["delimiter", "title-rows"], said["notes"]
assert columns["turnover"]["file_column"] == "Turnover (EUR)" and columns["before"]["file_column"] is None
assert columns["turnover"]["total"] == "1328400.50" and columns["closed"]["smallest"] == "2025-11-30"
assert [(finding["row"], finding["value"]) for finding in said["findings"]] \
    == [(7, "11111111"), (6, "(4.000,00)"), (5, "30.11.2025")]
assert said["findings"][2]["rule"].startswith("“Closed on” is from 2025-12-01")' "$DIR/out" \
    && report ok "a study as JSON" || report "not ok" "a study as JSON"
for wrong in "--study $STUDIES/members.json --party east:78" "--study $STUDIES/none.json:66" \
    "--study $COLUMNS/accounts.csv:78" "--party north:64"; do
    # shellcheck disable=SC2086
    run table inspect "$COLUMNS/accounts.csv" ${wrong%:*}
    if [ "$code" = "${wrong##*:}" ] && [ ! -s "$DIR/out" ]; then
        report ok "refused: ${wrong##*/}"
    else
        report "not ok" "refused: ${wrong##*/}"
    fi
done

# What is asked can be answered.
run table inspect "$COLUMNS/in-thousands.csv" --answer "Turnover (kEUR)=thousands"
if [ "$code" = 0 ] && grep -q "834" "$DIR/out" && grep -q "as you chose" "$DIR/out" \
    && ! grep -q "To answer" "$DIR/out"; then
    report ok "answered in the terminal"
else
    report "not ok" "answered in the terminal"
fi
for wrong in "Turnover=thousands" "Turnover (kEUR)=dozens"; do
    run table inspect "$COLUMNS/in-thousands.csv" --answer "$wrong"
    if [ "$code" = 64 ] && [ ! -s "$DIR/out" ]; then
        report ok "refused answer: $wrong"
    else
        report "not ok" "refused answer: $wrong"
    fi
done

finish
