#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# test-install.sh ROOT FOLDER RUN-UI: builds and installs below FOLDER, then uses what was installed. An
# installed program finds its cases and its other programs by itself, and never looks at the source.
set -u

root=$1
folder=$2
run_ui=$3
prefix="$folder/usr"
samples="$prefix/share/jointly/samples/a"
id=org.jointly.Jointly
number=0
failed=0

# check TEXT COMMAND ...: one case.
check () {
  text=$1
  shift
  number=$((number + 1))
  if said=$("$@" 2>&1); then
    echo "ok $number - $text"
  else
    failed=1
    echo "not ok $number - $text"
    echo "$said" | tail -n 20 | sed 's/^/# /'
  fi
}

install_it () {
  rm -rf "$prefix"
  if [ ! -f "$folder/build/build.ninja" ]; then
    meson setup --prefix "$prefix" --libdir lib "$folder/build" "$root" || return 1
  fi
  ninja -C "$folder/build" && meson install -C "$folder/build" --no-rebuild
}

rehearse () {
  "$prefix/bin/jointlyctl" rehearse a --json --public "tender=$samples/tender.csv" \
    --data "north=$samples/north.csv" --data "harbour=$samples/harbour.csv" \
    --data "ridge=$samples/ridge.csv" > "$folder/result.json" \
    && python3 -c 'import json, sys; sys.exit(json.load(open(sys.argv[1]))["status"] != "done")' \
      "$folder/result.json"
}

# The unit of the service is all that lies in lib.
has_no_developers_files () {
  [ ! -e "$prefix/include" ] && [ -z "$(find "$prefix/lib" -type f ! -name 'jointly-miner*.service')" ]
}

has_twelve_cases () {
  [ "$("$prefix/bin/jointlyctl" case list --json | grep -c '"id"')" = 12 ]
}

# Each command that the program knows stands in its manual.
manual_has_commands () {
  "$prefix/bin/jointlyctl" help | sed -n 's/^  jointlyctl \([a-z]*\) .*/\1/p' | sort -u > "$folder/commands" || return 1
  [ "$(wc -l < "$folder/commands")" -gt 8 ] || return 1
  while read -r command; do
    [ "$command" = help ] || grep -qx ".B $command" "$prefix/share/man/man1/jointlyctl.1" || {
      echo "not in the manual: $command"
      return 1
    }
  done < "$folder/commands"
}

# The desktop learns from the installed files what a double click on ours opens.
knows_our_files () {
  rm -rf "$folder/mime"
  mkdir -p "$folder/mime/packages" && cp "$prefix/share/mime/packages/$id.xml" "$folder/mime/packages" \
    && update-mime-database "$folder/mime" \
    && grep -q '^application/vnd.jointly.invitation:' "$folder/mime/globs" \
    && grep -q '^application/vnd.jointly.letters:' "$folder/mime/globs"
}

# Opens the app, and asks it over the session bus to end.
opens_and_ends () {
  # shellcheck disable=SC2016
  timeout 60 "$run_ui" sh -c '"$1" & app=$!
    gdbus wait --session --timeout 50 "$2" || exit 1
    gdbus call --session --dest "$2" --object-path /org/jointly/Jointly \
      --method org.gtk.Actions.Activate quit "[]" "{}" || exit 1
    wait "$app"' sh "$prefix/bin/jointly" "$id"
}

unset JLY_DATADIR || true
check "installs" install_it
for file in bin/jointly bin/jointlyctl bin/jointly-miner "share/applications/$id.desktop" \
  "share/metainfo/$id.metainfo.xml" "share/icons/hicolor/scalable/apps/$id.svg" \
  "share/icons/hicolor/symbolic/apps/$id-symbolic.svg" share/jointly/cases/a.xml "share/mime/packages/$id.xml" \
  share/jointly/samples/a/tender.csv share/man/man1/jointly.1 share/man/man1/jointlyctl.1 \
  share/man/man8/jointly-miner.8; do
  check "has $file" test -s "$prefix/$file"
done
check "installs no developers' files" has_no_developers_files
check "the desktop file is valid" desktop-file-validate "$prefix/share/applications/$id.desktop"
check "the metainfo is valid" appstreamcli validate --no-net "$prefix/share/metainfo/$id.metainfo.xml"
check "the desktop knows its files" knows_our_files
check "the manuals are well formed" groff -man -ww -z "$prefix"/share/man/man?/jointly*
check "the manual has all commands" manual_has_commands
check "the twelve cases are there" has_twelve_cases
check "a rehearsal is done" rehearse
check "the app opens and ends when asked" opens_and_ends
echo "1..$number"
exit "$failed"
