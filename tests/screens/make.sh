#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Takes pictures of every page, for people to look at: make.sh [FOLDER]   (_build/screens unless said)
#
# The tests of the pages take them, each in light, dark and 360 pixels wide, and once more in the
# language that nobody speaks, from right to left, with text at twice its size, in high contrast, and
# as a whole. Pictures of one kind are put side by side in FOLDER/sheet-KIND-1.png and on, twelve to a
# sheet; text that is cut off is listed in FOLDER/findings.txt. One test that fails keeps the others
# from nothing; the script then ends with 1.
set -u

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
build="$root/_build"
folder=${1:-$build/screens}
failed=0

ninja -C "$build" || exit 70
rm -rf "$folder"
mkdir -p "$folder"
folder=$(CDPATH='' cd -- "$folder" && pwd)
python3 -B "$root/tests/support/pseudo.py" "$root" "$folder/locale" || exit 70

# take KIND [NAME=VALUE ...]: runs all programs that are tests of pages.
take () {
  kind=$1
  shift
  for program in "$build"/tests/app/test-*; do
    [ -f "$program" ] || continue
    name=$(basename "$program")
    if ! env JLY_SCREENSHOTS="$folder/$kind" JLY_UI_FINDINGS="$folder/findings-$kind.txt" "$@" \
        "$root/tests/support/run-ui.sh" "$program" --tap \
        > "$folder/$kind-$name.log" 2>&1; then
      echo "$kind: $name failed, see $folder/$kind-$name.log"
      failed=1
    fi
  done
  # %d: as many sheets as it takes.
  montage -label '%t' "$folder/$kind"/*.png -geometry '500x500>+8+8' -tile 4x3 -background '#888' \
    "$folder/sheet-$kind-%d.png" || failed=1
}

take plain
take pseudo JLY_UI_LIGHT=1 "JLY_LOCALEDIR=$folder/locale" LANGUAGE=en_XA
take rtl JLY_UI_LIGHT=1 JLY_UI_RTL=1
take large JLY_UI_LIGHT=1 JLY_UI_LARGE=1
take contrast JLY_UI_LIGHT=1 JLY_UI_CONTRAST=1
take tall JLY_UI_TALL=1 JLY_UI_SCREEN=1280x2100
cat "$folder"/findings-*.txt > "$folder/findings.txt" 2> /dev/null
for sheet in "$folder"/sheet-*.png; do echo "$sheet"; done
exit "$failed"
