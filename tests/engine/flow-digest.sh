#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Miners on different processors agree: what each sends in every protocol is the same, byte for byte,
# on this processor and on two emulated older ones, and a whole study with one miner on each comes to
# the result that is expected.
#
#   flow-digest.sh PROGRAM SOURCE MINER CTL
set -u

program=$1 source=$2 miner=$3 ctl=$4
old="qemu-x86_64 -cpu Nehalem"   # neither AES nor AVX2
middle="qemu-x86_64 -cpu Westmere" # AES, no AVX2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
number=0

report () {
  number=$((number + 1))
  echo "$1 $number $2"
}

is () {
  if [ "$2" = "$3" ]; then report ok "$1"; else report "not ok" "$1"; echo "# got $2, expected $3"; fi
}

echo 1..6
is "an old processor is emulated" "$($old "$program" --features)" "avx2=0 aes=0"
is "one with AES alone is emulated" "$($middle "$program" --features)" "avx2=0 aes=1"
"$program" > "$dir/here"
[ "$(wc -l < "$dir/here")" -gt 15 ] && report ok "there is something to compare" || report "not ok" "there is something to compare"
is "the same messages without AES and AVX2" "$($old "$program")" "$(grep chacha20 "$dir/here")"
is "the same messages without AVX2" "$($middle "$program" | grep aes)" "$(grep aes "$dir/here")"

# The first miner that is started runs on the old processor, the second on the middle one.
cp "$ctl" "$dir/jointlyctl"
cat > "$dir/jointly-miner" << END
#!/bin/sh
mkdir "$dir/first" 2> "$dir/ignored" && exec $old "$miner" "\$@"
mkdir "$dir/second" 2> "$dir/ignored" && exec $middle "$miner" "\$@"
exec "$miner" "\$@"
END
chmod +x "$dir/jointly-miner"
samples="$source/data/samples/a"
result=$(JLY_DATADIR="$source/data" timeout 120 "$dir/jointlyctl" rehearse a --public "tender=$samples/tender.csv" \
  --data "north=$samples/north.csv" --data "harbour=$samples/harbour.csv" --data "ridge=$samples/ridge.csv" 2>&1)
case "$result" in
  *"600.00 EUR"*) [ -d "$dir/second" ] && report ok "three miners on three processors" || report "not ok" "emulated miners were not started" ;;
  *) report "not ok" "three miners on three processors"; echo "$result" | sed 's/^/# /' ;;
esac
