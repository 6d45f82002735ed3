#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Questions that cannot be answered, from outside: settings outside their domain and columns of the
# wrong type are refused before anybody computes; groups without rows, columns of which every cell is
# missing, what does not vary and what follows from something else give a stated result in words, and
# never a number that is none.
. "$(dirname "$0")/lib.sh"

COLUMNS='
 {"id":"pay","title":"Pay","unit":"EUR","most":"1000"}, {"id":"tax","title":"Tax","unit":"EUR","most":"2000"},
 {"id":"flat","title":"Flat","unit":"EUR","most":"100"},
 {"id":"gone","title":"Gone","unit":"EUR","most":"100","may-be-missing":true},
 {"id":"debt","title":"Debt","unit":"EUR","least":"-50","most":"50"}, {"id":"staff","title":"Staff","most":"50"},
 {"id":"size","title":"Size","categories":["small","medium","large"]},
 {"id":"kind","title":"Kind","categories":["shop","plant"]}'
HEAD='Pay,Tax,Flat,Gone,Debt,Staff,Size,Kind'
printf '%s\n' "$HEAD" 100,200,7,,0,3,small,shop 200,400,7,,0,4,medium,plant 150,300,7,,0,9,small,shop > "$DIR/a.csv"
printf '%s\n' "$HEAD" 130,260,7,,0,2,small,plant 220,440,7,,0,8,medium,shop 250,500,7,,0,1,medium,plant > "$DIR/b.csv"
printf '%s\n' "$HEAD" 90,180,7,,0,5,small,plant 310,620,7,,0,7,medium,plant 170,340,7,,0,6,small,shop > "$DIR/c.csv"

# ask QUESTIONS: members of a JSON list
ask ()
{
    printf '{"title":"Bad","currency":"EUR","most-rows":5,"columns":[%s],"questions":[%s]}' "$COLUMNS" "$1" > "$DIR/study.json"
    run rehearse "$DIR/study.json" --data "a=$DIR/a.csv" --data "b=$DIR/b.csv" --data "c=$DIR/c.csv" --transport process
}

# refused ANALYSIS SETTINGS WORDS...
refused ()
{
    name="$1 $2"
    ask '{"analysis":"'"$1"'"'"${2:+,$2}"'}'
    shift 2
    expect "refused: $name" 78 "$@"
}

refused percentile '"column":"pay","percent":"101"' '“101” is no percentage.'
refused percentile '"column":"pay","percent":"-1"' '“-1” is no percentage.'
refused percentile '"column":"pay","percent":"half"' '“half” is no percentage.'
refused percentile '"column":"pay","percent":"12.55"' '“12.55” is no percentage.'
refused median '"column":"pay","type":"3"' '“3” cannot be “type”.'
refused histogram '"column":"pay","edges":"200 100"' '“200 100” are no edges for “Pay”.'
refused histogram '"column":"pay","edges":"100 2000"' '“100 2000” are no edges for “Pay”.'
refused histogram '"column":"pay","edges":" "' '“ ” are no edges for “Pay”.'
refused largest-share '"column":"pay","largest":"0"' '“0” cannot be “largest”.'
refused largest-share '"column":"pay","largest":"2000"' '“2000” cannot be “largest”.'
refused box-plot '"column":"pay","whiskers":"1-99"' '“1-99” cannot be “whiskers”.'
refused threshold '"column":"pay","at-least":"much"' '“much” is no value that “Pay” can have.'
refused chi-squared '"by":"size","by-2":"kind","correction":"maybe"' '“maybe” cannot be “correction”.'
refused gini '"column":"pay","of":"people"' '“people” cannot be “of”.'
refused t-test '"column":"pay","by":"size","first":"small","second":"small"' 'A group cannot be compared with itself.'
refused t-test '"column":"pay","by":"size","first":"huge","second":"small"' '“huge” is no value that “Size” can have.'
refused mann-whitney '"column":"pay","by":"size","first":"small","second":"small"' 'A group cannot be compared with itself.'
refused count '"where":"size","is":"<","value":"small"' '“<” is no comparison for “Size”.'
refused count '"where":"size","is":"=","value":"huge"' '“huge” is no value that “Size” can have.'
refused count '"where":"size"' 'The question lacks the setting “is”.'
refused count '"filter":"weight > 5"' 'The study has no column “weight”.'
refused count '"filter":"size = huge"' '“huge” is no value that “Size” can have.'
refused count '"filter":"pay from 9 to 5"' 'The filter'\''s range of “Pay” ends before it begins.'
refused count '"filter":"(pay > 5"' 'The filter ends where “)” belongs.'
refused sum '"column":"pay,pay"' 'The question names “pay” twice.'
refused sum '' 'The question lacks the setting “column”.'
refused sum '"column":"wages"' 'The study has no column “wages”.'
refused sum '"column":"pay","colour":"red"' 'The question has no setting “colour”.'
refused mode '"column":"pay"' 'There is no analysis “mode”.'
refused count '"by":"size","by-2":"size"' 'A table by two columns needs two different ones.'
refused count '"by-2":"size"' 'A table by two columns needs two different ones.'
refused sum '"column":"size"' '“Size” does not hold numbers.'
refused mean '"column":"size"' '“Size” does not hold numbers.'
refused variance '"column":"size"' '“Size” does not hold numbers.'
refused median '"column":"size"' '“Size” does not hold numbers.'
refused quartiles '"column":"size"' '“Size” does not hold numbers.'
refused box-plot '"column":"size"' '“Size” does not hold numbers.'
refused gini '"column":"size"' '“Size” does not hold numbers.'
refused herfindahl '"column":"size"' '“Size” does not hold numbers.'
refused largest-share '"column":"size"' '“Size” does not hold numbers.'
refused own-position '"column":"size"' '“Own position” needs 4 companies at least, this study has 3; with fewer, a company could work out another one'\''s figures.'
refused share '"column":"size"' '“Size” does not hold numbers.'
refused richer '"column":"size"' '“Who has more” needs 2 companies, this study has 3.'
refused largest '"column":"size"' '“Size” does not hold numbers.'
refused percentile '"column":"size","percent":"10"' '“Size” does not hold numbers.'
refused histogram '"column":"size","edges":"1"' '“Size” does not hold numbers.'
refused threshold '"column":"size","at-least":"1"' '“Size” does not hold numbers.'
refused weighted-mean '"column":"size","weight":"pay"' '“Size” does not hold numbers.'
refused weighted-mean '"column":"pay","weight":"size"' '“Size” does not hold numbers.'
refused weighted-mean '"column":"pay","weight":"debt"' '“Debt” may be below zero, so it cannot be a weight.'
refused ratio '"column":"pay","of":"size"' '“Size” does not hold numbers.'
refused growth '"column":"pay","from":"size"' '“Size” does not hold numbers.'
refused growth '"column":"pay","from":"staff"' '“Pay” and “Staff” have different units.'
refused gini '"column":"debt"' '“Debt” may be below zero, so parts of its total mean nothing.'
refused herfindahl '"column":"debt"' '“Debt” may be below zero, so parts of its total mean nothing.'
refused largest-share '"column":"debt"' '“Debt” may be below zero, so parts of its total mean nothing.'
refused sum '"column":"pay","by":"tax"' '“Tax” does not hold categories.'
refused count '"by":"pay"' '“Pay” does not hold categories.'
refused t-test '"column":"pay","by":"tax","first":"1","second":"2"' '“Tax” does not hold categories.'
refused t-test '"column":"kind","by":"size","first":"small","second":"medium"' '“Kind” does not hold numbers.'
refused anova '"column":"pay","by":"tax"' '“Tax” does not hold categories.'
refused anova '"column":"kind","by":"size"' '“Kind” does not hold numbers.'
refused chi-squared '"by":"pay","by-2":"kind"' '“Pay” does not hold categories.'
refused mann-whitney '"column":"kind","by":"size","first":"small","second":"medium"' '“Kind” does not hold numbers.'
refused wilcoxon '"column":"pay","minus":"size"' '“Size” does not hold numbers.'
refused wilcoxon '"column":"pay","minus":"pay"' '“Pay” cannot be compared with itself.'
refused paired-t-test '"column":"pay","minus":"staff"' '“Pay” and “Staff” have different units or decimals.'
refused pearson '"column":"pay","with":"pay"' '“Pay” cannot be compared with itself.'
refused spearman '"column":"pay","with":"size"' '“Size” does not hold numbers.'
refused regression '"outcome":"size","predictors":"pay"' '“Size” does not hold numbers.'
refused regression '"outcome":"pay","predictors":"size"' '“Size” does not hold numbers.'
refused regression '"outcome":"pay","category":"tax"' '“Tax” does not hold categories.'
refused regression '"outcome":"pay","predictors":"pay"' '“Pay” cannot be explained by itself.'
refused regression '"outcome":"pay"' 'A regression needs a column that explains the outcome.'
refused regression '"outcome":"pay","category":"size","category-2":"size"' '“Size” is named twice.'

# stated NAME QUESTIONS WORDS...: it is computed, says this, and no number is none
stated ()
{
    name=$1
    ask "$2"
    shift 2
    succeed "$name" "$@"
    if grep -qwE 'nan|inf|null' "$DIR/out"; then
        report "not ok" "$name: a number that is none"
    else
        report ok "$name: no number that is none"
    fi
}

# of ANALYSIS COLUMN ID [MORE]: one question
of ()
{
    printf '{"id":"%s","analysis":"%s","column":"%s"%s}' "$3" "$1" "$2" "${4:+,$4}"
}
SIZES='"by":"size"' PAIR='"by":"size","first":"small","second":"medium"' EMPTY='"by":"size","first":"small","second":"large"'

stated "groups without rows" "$(of count pay x '"by":"size"' | sed 's/"column":"pay",//'),$(of mean pay mean "$SIZES"),$(of median pay median "$SIZES"),$(of variance pay var "$SIZES"),$(of gini pay gini "$SIZES"),$(of t-test pay t "$EMPTY"),$(of mann-whitney pay mw "$EMPTY")" \
    "x/large: 0" "mean/mean/large: no rows" "median/large: no rows" "var/variance/large: fewer than two rows" "gini/large: hidden: the total may be zero" \
    "“Pay” of “small” and “large” cannot be compared: each group needs two rows at least." "“Pay” of “small” and “large” cannot be compared: a group has no rows."
stated "every cell missing" "$(of mean gone mean),$(of median gone median),$(of quartiles gone quart),$(of percentile gone perc '"percent":"10"'),$(of box-plot gone box),$(of variance gone var),$(of gini gone gini),$(of herfindahl gone herf),$(of largest-share gone top),$(of missing gone missing),$(of weighted-mean pay wm '"weight":"gone"'),$(of histogram gone hist '"edges":"10"'),$(of threshold gone met '"at-least":"1"')" \
    "Mean of “Gone”: no rows" "median: no rows" "quart/25 %: no rows" "perc: no rows" "box/95 %: no rows" "var/variance: fewer than two rows" \
    "gini: hidden: the total may be zero" "herf: hidden" "top: hidden" "missing: 9" "wm/mean: the weights add up to zero" "hist/below 10: 0" "No: the total of “Gone” is below 1."
stated "every cell missing, compared" "$(of t-test gone t "$PAIR"),$(of paired-t-test pay pt '"minus":"gone"'),$(of anova gone an "$SIZES"),$(of wilcoxon pay w '"minus":"gone"'),$(of pearson pay p '"with":"gone"'),$(of spearman pay s '"with":"gone"'),{\"id\":\"r\",\"analysis\":\"regression\",\"outcome\":\"staff\",\"predictors\":\"gone\"}" \
    "t/p-value: each group needs two rows at least" "pt/p-value: there are fewer than two rows" "an/p-value: fewer than two groups are shown" \
    "w/p-value: they are the same in every row" "p/correlation: there are fewer than two rows" "s/correlation: there are fewer than two rows" "“Staff” cannot be explained: there are no rows."
stated "divided by zero" "$(of ratio pay ratio '"of":"debt"'),$(of growth pay growth '"from":"debt"'),$(of share debt share "$SIZES"),$(of growth pay gone '"from":"gone"')" \
    "ratio/ratio: divided by zero" "Growth of “Pay”: divided by zero" "share/share/small: the total is zero" "gone/growth: divided by zero"
stated "zero variance" "$(of variance flat var),$(of t-test flat t "$PAIR"),$(of paired-t-test flat pt '"minus":"debt"'),$(of anova flat an "$SIZES"),$(of mann-whitney flat mw "$PAIR"),$(of pearson pay p '"with":"flat"'),$(of pearson pay e '"with":"tax"'),$(of spearman pay s '"with":"flat"')" \
    "var/standard-deviation: 0 EUR" "t/p-value: the values do not vary within the groups" "pt/p-value: the difference is the same in every row" \
    "an/p-value: the values do not vary within the groups" "mw/p-value: all values are the same" "p/correlation: one of the columns is the same in every row" \
    "“Pay” and “Tax” follow exactly from each other." "s/correlation: one of the columns is the same in every row"
REGRESSION='"analysis":"regression","outcome"'
stated "singular regressions" "{\"id\":\"r\",$REGRESSION:\"staff\",\"predictors\":\"pay,tax\"},{\"id\":\"f\",$REGRESSION:\"staff\",\"predictors\":\"flat\"},{\"id\":\"o\",$REGRESSION:\"flat\",\"predictors\":\"pay\"},{\"id\":\"e\",$REGRESSION:\"tax\",\"predictors\":\"pay\"},{\"id\":\"c\",$REGRESSION:\"staff\",\"category\":\"size\"}" \
    "r/coefficient/tax: it follows exactly from the columns before it" "r/degrees-of-freedom: 7" "What should explain “Staff” is the same in every row." \
    "“Flat” is the same in every row, so there is nothing to explain." "the outcome follows exactly from the other columns" "c/coefficient/size=large: it follows exactly from the columns before it"
stated "empty tables" '{"id":"n","analysis":"count","filter":"pay > 999"},{"id":"x","analysis":"chi-squared","by":"size","by-2":"kind","filter":"pay > 999"},{"id":"l","analysis":"chi-squared","by":"size","by-2":"kind","filter":"size = small"}' \
    "0 rows where “Pay” is more than 999 EUR" "x/p-value: all rows are in one line or one column of the table" "l/p-value: all rows are in one line or one column of the table"
finish
