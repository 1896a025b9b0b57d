#!/usr/bin/env bash
# Compares how fast sulh and spaCy parse the same sentences with the same model,
# in one run on one core: those of the file given, one a line, else those of the
# parity test. Needs Python 3.8, named by PYTHON if it is not python3.8; installs
# spaCy into target/. Fails where sulh is not 3 times as fast.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
venv=$target/compare-parsing
requirements=services/syntax/model/requirements.txt

sentences=${1:-$venv/sentences.txt}
if ! cmp -s "$requirements" "$venv/installed.txt"; then
  "${PYTHON:-python3.8}" -m venv --clear "$venv"
  "$venv/bin/pip" install --quiet --require-virtualenv --requirement "$requirements"
  cp "$requirements" "$venv/installed.txt"
fi
# Sentences that hold tabs or line feeds are escaped there, and left out here.
[ $# -gt 0 ] || cut -f1 services/syntax/tests/parity/reports.tsv | grep -v '\\' >"$sentences"
cargo build --quiet --locked --release --package sulh-syntax --example parse_sentences
"$venv/bin/python" deploy/compare-parsing/compare.py "$target/release/examples/parse_sentences" "$sentences"
