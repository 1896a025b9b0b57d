#!/usr/bin/env bash
# Compares how fast sulh and trafilatura read HTML pages, in one run on one
# core: those of the folders given, else the samples and the pages that test
# reading. Needs Python 3.10 or later; installs trafilatura into target/. Fails
# where sulh is not 10 times as fast.
set -euo pipefail
cd "$(dirname "$0")/.."
folders=("$@")
[ $# -gt 0 ] || folders=(seeds/documents services/extract/tests/pages)
target=${CARGO_TARGET_DIR:-target}
venv=$target/compare-reading

if ! cmp -s deploy/compare-reading/requirements.txt "$venv/installed.txt"; then
  python3 -m venv --clear "$venv"
  "$venv/bin/pip" install --quiet --require-virtualenv --requirement deploy/compare-reading/requirements.txt
  cp deploy/compare-reading/requirements.txt "$venv/installed.txt"
fi
cargo build --quiet --locked --release --package sulh-extract --example read_pages
"$venv/bin/python" deploy/compare-reading/compare.py "$target/release/examples/read_pages" "${folders[@]}"
