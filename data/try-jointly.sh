#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Tries Jointly on this computer: says what is missing and installs it, builds into _build and opens
# the app. Without a display, or with --terminal, the same study runs in the terminal.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/tests/support/packages.sh"
samples="$root/data/samples/a"

case ${1:-} in
  '') terminal=no ;;
  --terminal) terminal=yes ;;
  *) echo "usage: try-jointly.sh [--terminal]" >&2; exit 64 ;;
esac

build () {
  echo "Building Jointly in $root/_build. The first time takes a minute or two."
  log=$(mktemp "${TMPDIR:-/tmp}/jointly-build.XXXXXX")
  if ! build_in _build > "$log" 2>&1; then
    tail -n 40 "$log" >&2
    echo "Jointly could not be built; the lines above say why, and all of them are in $log." >&2
    exit 70
  fi
  rm -f "$log"
}

rehearse () {
  cat <<SAID

Three rival building firms ask: together, can we do all that this tender requires, and at what price?
Each firm's file is read by a process of its own and cut into sealed pieces; three computing parties
work on the pieces and see none of the figures.

SAID
  "$root/_build/src/ctl/jointlyctl" rehearse a \
    --public "tender=$samples/tender.csv" --data "north=$samples/north.csv" \
    --data "harbour=$samples/harbour.csv" --data "ridge=$samples/ridge.csv"
  cat <<SAID

You saw which requirements the three firms meet together, the price at which none of them loses, and
each firm's own part, which in a real study that firm alone would see. Nothing else of their figures
was put together again; only, in a rehearsal all parties are on one computer, and nothing is protected
from its owner.
SAID
}

install_packages build run
build
if [ "$terminal" = yes ]; then
  rehearse
elif [ -z "${WAYLAND_DISPLAY:-}${DISPLAY:-}" ]; then
  echo "There is no display here, so this is the same study in the terminal."
  rehearse
else
  echo "Opening Jointly. A file to try it with: $samples/north.csv"
  if ! "$root/_build/src/app/jointly"; then
    echo "The app could not stay open on this display, so this is the same study in the terminal."
    rehearse
  fi
fi
