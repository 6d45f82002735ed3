#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every question of tests/analysis/oracle/answers.tsv, and those of the samples, over three processes and TLS.

The same table is walked by test analysis-oracle with the clear form and with three parties in one process, and
that test fails if a statistic is not in it. Here each of its tables becomes a study of so many companies, and the
figure of each line must be what R answered, to nine digits; the samples' figures what their expected.json says.
"""
import csv
import json
import os
import subprocess
import sys
import tempfile

LEAST_DIGITS = 1e-9
MOST_QUESTIONS = 50  # that a study may have
MOST_REASONS = 10  # that are told


def describe_column(name, kind, cells):
    """What a study file says of a column: "2" is a number of two decimals, "small|large" are categories."""
    column = {"id": name, "title": name, "may-be-missing": True}
    if "|" in kind:
        return column | {"categories": kind.split("|")}
    most = max(float(cell) for cell in cells if cell)
    return column | {"decimals": int(kind), "most": "%.*f" % (int(kind), 2 * most)}


def read_table(folder, name):
    """Columns, and the rows of each company."""
    with open(os.path.join(folder, name + ".csv"), encoding="utf-8") as file:
        names, kinds, *rows = csv.reader(file)
    assert kinds[-1] == "company"
    columns = [describe_column(names[c], kinds[c], [row[c] for row in rows]) for c in range(len(names) - 1)]
    companies = {}
    for row in rows:
        companies.setdefault(row[-1], []).append(row[:-1])
    return columns, companies


def describe_question(text, number):
    """"t-test column=income by=size", in which "_" stands for a blank in a setting."""
    analysis, *settings = text.split(" ")
    question = {"id": "q%u" % number, "analysis": analysis}
    for setting in settings:
        key, value = setting.split("=", 1)
        question[key] = value.replace("_", " ")
    return question


def write_study(directory, columns, companies, questions):
    """A study file with a file of figures for each company; returns its path. Records have names, as those of
    people have, since a row of empty cells might else be part of the heading."""
    for name, rows in companies.items():
        with open(os.path.join(directory, name + ".csv"), "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerow(["Record"] + [column["title"] for column in columns])
            csv.writer(file).writerows(["r%u" % number] + row for number, row in enumerate(rows, 1))
    study = {
        "title": "Every statistic",
        "most-rows": max(len(rows) for rows in companies.values()),
        "limits": {"least-and-largest": True},
        "columns": columns,
        "questions": [describe_question(text, number) for number, text in enumerate(questions)],
        "data": {name: name + ".csv" for name in companies},
    }
    path = os.path.join(directory, "study.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(study, file)
    return path


def rehearse(path):
    """All that everybody or the first company learns, by id; and what is wrong, if anything."""
    run = subprocess.run([os.environ["JOINTLYCTL"], "rehearse", path, "--json", "--transport", "tls"],
                         stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=280, check=False)
    try:
        result = json.loads(run.stdout)
    except ValueError:
        return {}, run.stderr
    got = {}
    for line in result.get("results", []):
        got.setdefault(line["id"], line["value"])
    return got, "" if result.get("status") == "done" else run.stderr + str(result.get("status"))


def is_same(got, expected):
    """To nine digits; None is hidden, and yes and no are 1 and 0."""
    if expected is None or got is None:
        return expected is None and got is None
    try:
        return abs(float(got) - float(expected)) <= LEAST_DIGITS * abs(float(expected))
    except ValueError:
        return str(got) == str(expected)


def name_without_output(key):
    """"q1/count/small" as "q1/small": where a question has one output only, results go without its name."""
    question, _, *label = key.split("/")
    return "/".join([question] + label)


def check(name, path, expected):
    """expected: by the ids of results, those that count. One line of the test's report."""
    got, why = rehearse(path)
    wrong = [] if not why else [why]
    for key, answer in expected.items():
        if key not in got:
            key = name_without_output(key)
        if key not in got:
            wrong.append("%s is not there" % key)
        elif not is_same(got[key], answer):
            wrong.append("%s is %s, not %s" % (key, got[key], answer))
    return ("not ok" if wrong or not expected else "ok", name, wrong)


def check_table(folder, name, lines):
    """The questions of one table, in as many studies as they need."""
    columns, companies = read_table(folder, name)
    questions = list(dict.fromkeys(line["question"] for line in lines))
    for first in range(0, len(questions), MOST_QUESTIONS):
        asked = questions[first:first + MOST_QUESTIONS]
        expected = {"q%u/%s" % (asked.index(line["question"]), line["figure"]): line["answer"]
                    for line in lines if line["question"] in asked}
        with tempfile.TemporaryDirectory() as directory:
            path = write_study(directory, columns, companies, asked)
            yield check("%s: %u figures of %u questions" % (name, len(expected), len(asked)), path, expected)


def check_words(path, sentences):
    """What people read of chance, and of what is hidden."""
    run = subprocess.run([os.environ["JOINTLYCTL"], "rehearse", path, "--transport", "process"],
                         stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=280, check=False)
    wrong = ["no “%s”" % sentence for sentence in sentences if sentence not in run.stdout]
    return ("not ok" if wrong or run.returncode else "ok", "in words", wrong + [run.stderr] * (run.returncode != 0))


def check_all(folder, samples):
    with open(os.path.join(folder, "answers.tsv"), encoding="utf-8") as file:
        lines = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for name in dict.fromkeys(line["data"] for line in lines):
        yield from check_table(folder, name, [line for line in lines if line["data"] == name])
    for name in ("b1", "c", "compare", "d1"):
        with open(os.path.join(samples, name, "expected.json"), encoding="utf-8") as file:
            expected = json.load(file)
        yield check("sample " + name, os.path.join(samples, name, "study.json"), expected)
    yield check_words(os.path.join(samples, "compare", "study.json"),
                      ["more than chance alone would explain (p = 0.028)", "Chance alone could explain that (p = 0.0523)",
                       "too little of the table is shown"])


number = 0
for number, (state, title, reasons) in enumerate(check_all(*sys.argv[1:3]), 1):
    print(state, number, "-", title, flush=True)
    for reason in reasons[:MOST_REASONS]:
        print("# " + reason.replace("\n", "\n# "))
print("1..%u" % number)
