# SPDX-License-Identifier: GPL-3.0-or-later
# Asks R what answers.tsv says it answers: every line's command, with d the line's data. Where R would
# subtract decimals in binary, and so lose ties or digits, a command counts in steps: round (10 * ...).
#
# Rscript oracle.R FOLDER           compares to 12 digits, and says what differs
# Rscript oracle.R FOLDER --record  writes R's answers into the file
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
file <- file.path(folder, "answers.tsv")
lines <- read.delim(file, quote = "", colClasses = "character", check.names = FALSE)

# Below the names stands what each column is: decimals, or categories.
load <- function(name) {
  path <- file.path(folder, paste0(name, ".csv"))
  names <- strsplit(readLines(path, n = 1), ",")[[1]]
  read.csv(path, skip = 2, header = FALSE, col.names = names, na.strings = "")
}

# What base R has no function for. Gini's is half the mean difference of every two, by their mean, which is
# another way to it than ours by ranks.
there <- function(x) x[!is.na(x)]
gini <- function(x) mean(abs(outer(there(x), there(x), "-"))) / (2 * mean(there(x)))
herfindahl <- function(x) sum((there(x) / sum(there(x)))^2)
largest <- function(x, k) sum(sort(there(x), decreasing = TRUE)[seq_len(k)]) / sum(there(x))
# These are told to so many decimals only, halves up.
told <- function(value, decimals) floor(value * 10^decimals + 0.5) / 10^decimals

answer <- function(line) {
  d <- load(line[["data"]])
  sprintf("%.17g", as.numeric(eval(parse(text = line[["command in R"]]))))
}

answers <- apply(lines, 1, answer)
if (identical(arguments[2], "--record")) {
  lines$answer <- answers
  write.table(lines, file, sep = "\t", quote = FALSE, row.names = FALSE)
  quit(status = 0)
}
apart <- abs(as.numeric(answers) - as.numeric(lines$answer)) > 1e-12 * abs(as.numeric(answers))
cat("1..1\n")
for (i in which(apart))
  cat("#", lines[i, "question"], lines[i, "figure"], "R", answers[i], "recorded", lines[i, "answer"], "\n")
cat(if (any(apart)) "not ok 1" else "ok 1", "- R", as.character(getRversion()), "gives the recorded answers\n")
quit(status = any(apart))
