#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# look.sh FUZZER CORPUS: lets a fuzzer look for CS_FUZZ_SECONDS (60), starting from a corpus that it does not touch. What
# it finds is printed in base64, to be decoded into a file of the corpus.
set -eu

room=$(mktemp -d "${TMPDIR:-/tmp}/coulisses-fuzz.XXXXXX")
trap 'rm -rf "$room"' EXIT
mkdir "$room/new" "$room/found"
status=0
# Leaks are looked for where the corpus is replayed: here a thread of the show file may still hold what it is about to free.
TMPDIR=$room "$1" -detect_leaks=0 -max_total_time="${CS_FUZZ_SECONDS:-60}" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=1 \
  -artifact_prefix="$room/found/" "$room/new" "$2" >"$room/log" 2>&1 || status=$?
tail -n 60 "$room/log"
for found in "$room/found"/*; do
  [ -f "$found" ] && { echo "$(basename "$found"):"; base64 "$found"; }
done
# libFuzzer's 77 for what it found means "left out" to Meson.
[ "$status" = 0 ]
