#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Takes pictures of every page, for people to look at: make.sh [FOLDER [KIND ...]]
#
# FOLDER is _build/screens unless said. The tests of the pages take the pictures, in these kinds, all
# unless some are named: plain (light, dark and 360 pixels wide), pseudo (the language that nobody
# speaks), rtl (from right to left), large (text at twice its size), contrast (high contrast, measured
# as well) and tall (each page as a whole). Pages stand side by side in FOLDER/sheet-KIND-01.png and
# on. What is cut off, does not fit 360 pixels, has no name, or is hard to read in high contrast is
# listed in FOLDER/findings.txt. A line for each kind says how many pictures and findings there are.
#
# Ends with 1 if a test failed or anything was found; one test that fails keeps the others from
# nothing. All kinds take about 30 minutes of one core.
set -u

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
build="$root/_build"
folder=${1:-$build/screens}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- plain pseudo rtl large contrast tall
failed=0

ninja -C "$build" || exit 70
mkdir -p "$folder"
folder=$(CDPATH='' cd -- "$folder" && pwd)

# run KIND [NAME=VALUE ...]: runs all programs that are tests of pages.
run () {
  kind=$1
  shift
  for program in "$build"/tests/app/test-*; do
    [ -f "$program" ] && [ -x "$program" ] || continue
    name=$(basename "$program")
    if ! env JLY_SCREENSHOTS="$folder/$kind" JLY_UI_FINDINGS="$folder/findings-$kind.txt" "$@" \
        "$root/tests/support/run-ui.sh" "$program" --tap \
        > "$folder/$kind-$name.log" 2>&1; then
      echo "$kind: $name failed, see $folder/$kind-$name.log"
      failed=1
    fi
  done
}

# take KIND: pictures, and sheets of them. Strips are as high, and as many to a sheet, as can be read.
take () {
  kind=$1
  rm -rf "${folder:?}/$kind" "$folder/sheet-$kind"-* "$folder/findings-$kind.txt"
  case $kind in
    plain) run plain ;;
    pseudo)
      python3 -B "$root/tests/support/pseudo.py" "$root" "$folder/locale" || exit 70
      run pseudo JLY_UI_LIGHT=1 "JLY_LOCALEDIR=$folder/locale" LANGUAGE=en_XA ;;
    rtl) run rtl JLY_UI_LIGHT=1 JLY_UI_RTL=1 ;;
    large) run large JLY_UI_LIGHT=1 JLY_UI_LARGE=1 ;;
    contrast) run contrast JLY_UI_LIGHT=1 JLY_UI_CONTRAST=1 ;;
    tall) run tall JLY_UI_TALL=1 JLY_UI_SCREEN=1280x2100 ;;
    *)
      echo "make.sh: there is no kind of pictures called $kind" >&2
      exit 64 ;;
  esac
  case $kind in
    plain) set -- 430 1 3 ;;
    tall) set -- 1000 2 1 ;;
    *) set -- 430 2 3 ;;
  esac
  "$root/tests/screens/sheets.sh" "$folder/$kind" "$folder/sheet-$kind" "$@" || failed=1
}

# tell KIND: what came of it.
tell () {
  pictures=$(find "$folder/$1" -name '*.png' | wc -l)
  sheets=$(find "$folder" -maxdepth 1 -name "sheet-$1-*.png" | wc -l)
  findings=0
  [ ! -f "$folder/findings-$1.txt" ] || findings=$(wc -l < "$folder/findings-$1.txt")
  echo "$1: $pictures pictures on $sheets sheets, $findings findings"
}

: > "$folder/findings.txt"
for kind in "$@"; do
  take "$kind"
  [ ! -f "$folder/findings-$kind.txt" ] || cat "$folder/findings-$kind.txt" >> "$folder/findings.txt"
  tell "$kind"
done
if [ -s "$folder/findings.txt" ]; then
  echo "make.sh: see $folder/findings.txt"
  failed=1
fi
exit "$failed"
