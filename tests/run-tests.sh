#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what the tests need, builds Jointly and runs its tests. The last line is
# "N passed, N failed", counted in test cases; the exit code is 0 only if some ran and none failed.
#
#   run-tests.sh           unit, net, ui, play and lint; most of unit once more under AddressSanitizer and
#                          UndefinedBehaviorSanitizer; every 60th mutant, to show that tests notice
#   run-tests.sh --quick   unit tests only
#   run-tests.sh --all     everything, also net under the sanitizers, the slow tests, the fuzzers, an
#                          installation and all mutants
set -u

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/tests/support/packages.sh"

passed=0
failed=0
skipped=0
# What failed, said once more at the end: whoever reads a long log reads its last lines.
names=

say () { printf '\n== %s\n' "$*"; }

finish () {
  [ "$skipped" = 0 ] || echo "$skipped skipped"
  [ -z "$names" ] || echo "Failed:$names"
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
  exit
}

# One thing that is no test program, and failed.
stop () {
  echo "$*" >&2
  failed=$((failed + 1))
  finish
}

# What repeats one thing so often that it counts or kills, and is no other code than the rest runs. Under the
# sanitizers it takes as long as everything else together, so it goes there with --all only.
often='engine-(messages|join|rank|select|group|count|plan|sort-cost|.*-view)|tls-convert-random|analysis-joint-bid.*'
often="$often|analysis-(attack|search)|store-bad-disk|post-kill|party-(rehearsal|stopped|member-(kill|crash))|sim|sim-more"

# choose FOLDER SETUP SUITE ...: for run_tests.
choose () {
  folder="$root/$1"
  setup=$2
  shift 2
  chosen=
  for suite in "$@"; do chosen="$chosen --suite $suite"; done
}

# suites FOLDER SETUP SUITE ...: runs them and adds to the counts.
suites () {
  choose "$@"
  run_tests
}

# The same without the tests named in $often.
suites_in_brief () {
  choose "$@"
  # shellcheck disable=SC2086
  chosen=$(meson test -C "$folder" --no-rebuild --list $chosen | sed -n 's,.* / ,,p' | grep -vxE "$often")
  run_tests
}

# Of $folder with $setup, those that are $chosen.
run_tests () {
  rm -f "$folder/meson-logs/counted-$setup.json"
  # shellcheck disable=SC2086
  meson test -C "$folder" --no-rebuild --setup "$setup" $chosen --logbase counted \
    --timeout-multiplier 4 --print-errorlogs
  # shellcheck disable=SC2046
  set -- $(python3 -B "$root/tests/support/count.py" "$folder/meson-logs/counted-$setup.json")
  passed=$((passed + $1))
  failed=$((failed + $2))
  skipped=$((skipped + $3))
  shift 3
  [ $# = 0 ] || names="$names $*"
}

mutants () {
  say "Mutants: each breaks one guard, and a test must notice"
  said=$(sh "$root/tests/run-mutants.sh" "$@")
  echo "$said"
  # "N killed, N alive"
  # shellcheck disable=SC2046
  set -- $(echo "$said" | tail -n 1)
  passed=$((passed + $1))
  failed=$((failed + $3))
  [ "$3" = 0 ] || names="$names mutants"
}

what=${1:-}
case $what in
  '' | --quick | --all) ;;
  *) echo "usage: run-tests.sh [--quick | --all]" >&2; exit 64 ;;
esac

sections="build run test"
[ "$what" != --all ] || sections="$sections all"
# shellcheck disable=SC2086
install_packages $sections || stop "The tests need these packages."
say "Building in _build, warnings are errors"
build_in _build || stop "It does not build."
if [ "$what" = --quick ]; then
  suites _build plain unit
  finish
fi

say "Tests"
suites _build plain unit net ui play lint

say "Building in _build-asan, with the sanitizers"
# The instrumented code makes the compiler suspect what is not there, so no -Werror here.
build_in _build-asan -Db_sanitize=address,undefined -Db_lundef=false -Dwerror=false || stop "It does not build."
say "Tests under the sanitizers"
if [ "$what" = --all ]; then
  suites _build-asan asan unit net
else
  suites_in_brief _build-asan asan unit
fi

if [ "$what" = --all ]; then
  say "Slow tests, fuzzers and an installation"
  suites _build all slow fuzz pack
  mutants
else
  mutants --every 60
fi
finish
