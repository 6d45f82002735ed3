#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Puts the pictures of a folder side by side: sheets.sh FOLDER START [HEIGHT [COLUMNS [ROWS]]]
#
# All pictures of one page (light, dark, narrow) stand in one strip, HEIGHT high; COLUMNS times ROWS
# strips make a sheet, START-01.png and on. A few at a time: all at once is more than ImageMagick's
# limits allow.
set -eu

folder=$1 start=$2 height=${3:-430} columns=${4:-1} rows=${5:-3}
# By its file: ImageMagick's own choice may not be there.
font=$(fc-match -f '%{file}' Cantarell)
strips=$(mktemp -d "${TMPDIR:-/tmp}/jointly-strips.XXXXXX")
trap 'rm -rf "$strips"' EXIT

for first in "$folder"/*.png; do
  page=$(basename "$first" .png)
  case $page in
    *-dark | *-360) base=${page%-dark} base=${base%-360}
      [ -f "$folder/$base.png" ] && continue ;;
  esac
  set --
  for picture in "$page" "$page-dark" "$page-360" "$page-360-dark"; do
    [ ! -f "$folder/$picture.png" ] || set -- "$@" "$folder/$picture.png"
  done
  convert "$@" -scale "x$height" -bordercolor '#888' -border 4 +append -background '#ddd' \
    -gravity NorthWest -splice 0x16 -font "$font" -pointsize 12 -annotate +6+2 "$page" "$strips/$page.png"
done

n=0
set --
for strip in "$strips"/*.png last; do
  [ "$strip" = last ] || set -- "$@" "$strip"
  if [ $# -gt 0 ] && { [ "$strip" = last ] || [ $# -eq $((columns * rows)) ]; }; then
    n=$((n + 1))
    montage -font "$font" "$@" -tile "${columns}x$rows" -geometry '+0+0' -gravity NorthWest -background '#888' \
      "$start-$(printf %02d $n).png"
    set --
  fi
done
