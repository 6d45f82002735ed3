#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Shows that the tests would notice: each tests/mutants/*.patch breaks one guard on purpose, and the
# test named in its first line ("# killed by: <name of the test in meson>") must then fail. The second
# line of newer ones ("# why: ...") says what would go wrong for people without the guard. The last line
# printed is "N killed, N alive"; a patch that does not apply or build is alive.
#
#   run-mutants.sh              all of them
#   run-mutants.sh NAME ...     those whose names begin like one of these
#   run-mutants.sh --every N    the first of every N in the order of their names, for the normal run;
#                               that the others still apply is tried too, since that takes no time
#
# Works on a copy in _build-mutants, which is kept because building again what did not change is slow.
set -u

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
patches="$root/tests/mutants"
place="$root/_build-mutants"
copy="$place/copy"
build="$place/build"
log="$place/log"
# What tests start without meson knowing.
programs="src/app/jointly src/ctl/jointlyctl src/miner/jointly-miner"
killed=0
alive=0

# Brings the copy to the state of the project. Files that are the same keep their times, so that only
# what differs is built again.
refresh () {
  mkdir -p "$copy"
  python3 -B "$root/tests/support/mirror.py" "$root" "$copy" > "$log" 2>&1 || return 1
  if [ ! -f "$build/build.ninja" ]; then
    rm -rf "$build"
    meson setup -Dwerror=false -Doptimization=1 -Ddebug=false "$build" "$copy" >> "$log" 2>&1 || return 1
  fi
}

# Builds one test and the programs that it may start, and runs it. 0: it passed. 1: it failed.
# 2: it does not build, or there is no such test.
run_test () {
  # shellcheck disable=SC2086
  ninja -C "$build" $programs > "$log" 2>&1 || return 2
  rm -f "$build/meson-logs/mutant-all.json"
  meson test -C "$build" --setup all --logbase mutant --print-errorlogs "$1" >> "$log" 2>&1 \
    && result=0 || result=1
  [ -s "$build/meson-logs/mutant-all.json" ] || return 2
  return "$result"
}

survives () {
  alive=$((alive + 1))
  echo "ALIVE   $1: $2"
  [ -z "${3:-}" ] || tail -n 30 "$log"
}

# The tests must pass while nothing is broken, or they would "notice" anything.
check_test () {
  case " $checked " in *" $1 "*) return 0 ;; esac
  run_test "$1" || return 1
  checked="$checked $1"
}

try () {
  name=$(basename "$1" .patch)
  killer=$(sed -n '1s/^# killed by: *\([^ ]*\) *$/\1/p' "$1")
  [ -n "$killer" ] || { survives "$name" "the first line does not say '# killed by: TEST'"; return; }
  check_test "$killer" || { survives "$name" "$killer does not pass, build or exist unbroken" log; return; }
  if ! patch -d "$copy" -p1 -s -f --no-backup-if-mismatch -r - < "$1" > "$log" 2>&1; then
    survives "$name" "the patch does not apply any more" log
    refresh
    return
  fi
  run_test "$killer"
  case $? in
    0) survives "$name" "$killer passes all the same" ;;
    1) killed=$((killed + 1)); echo "killed  $name by $killer" ;;
    *) survives "$name" "it does not build" log ;;
  esac
  refresh
}

chosen () {
  file=$(basename "$1")
  shift
  [ $# -gt 0 ] || return 0
  if [ "$1" = --every ]; then
    [ $((seen % $2)) = 1 ]
    return
  fi
  for start in "$@"; do
    case $file in "$start"*) return 0 ;; esac
  done
  return 1
}

# A mutant that is not tried must at least have a guard to break.
applies () {
  patch -d "$copy" -p1 -s -f --dry-run < "$1" > "$log" 2>&1 && return
  survives "$(basename "$1" .patch)" "the patch does not apply any more" log
}

checked=
seen=0
mkdir -p "$place"
refresh || { cat "$log"; echo "The copy cannot be set up."; echo "0 killed, 1 alive"; exit 1; }
for patch in "$patches"/*.patch; do
  [ -f "$patch" ] || continue
  seen=$((seen + 1))
  if chosen "$patch" "$@"; then
    try "$patch"
  elif [ "${1:-}" = --every ]; then
    applies "$patch"
  fi
done
echo "$killed killed, $alive alive"
[ "$alive" = 0 ] && [ "$killed" -gt 0 ]
