#!/usr/bin/env bash
# Fuzzes every target in turn, or those named: run.sh MINUTES [TARGET...].
# Inputs are up to 64 KiB; one that takes more than a second, panics or takes
# the process above its memory is a find, kept under artifacts/. Needs
# cargo-fuzz (cargo install cargo-fuzz).
set -euo pipefail
cd "$(dirname "$0")"
minutes=${1:?usage: run.sh MINUTES [TARGET...]}
shift
targets=("$@")
[ $# -gt 0 ] || for file in targets/*.rs; do
  targets+=("$(basename "$file" .rs)")
done

# The lexicon, the patterns and the fuzzer's own corpus are most of it.
memory_mb=1024

# The sanitizers' flags need features of the compiler that are not stable. The
# code has no unsafe blocks to watch: coverage alone is much faster.
export RUSTC_BOOTSTRAP=1
seeds() {
  case $1 in
    html) echo ../../../seeds/documents ../tests/pages/html ;;
    text) echo ../../../seeds/documents ../tests/pages/text ;;
    *) echo "seeds/$1" ;;
  esac
}

finds=()
for target in "${targets[@]}"; do
  mkdir -p "corpus/$target"
  dictionary=dictionaries/$target.dict
  read -ra folders <<<"$(seeds "$target")"
  log=$(mktemp)
  status=0
  cargo fuzz run --fuzz-dir . --sanitizer none "$target" "corpus/$target" "${folders[@]}" -- \
    -max_total_time=$((minutes * 60)) -max_len=65536 -timeout=1 -rss_limit_mb=$memory_mb \
    -dict="$dictionary" -print_final_stats=1 2>"$log" || status=$?
  echo "== $target, $minutes minutes"
  # A find is told by what it is and where it lies, not by its bytes.
  grep -aE '^(Done|stat::|SUMMARY|thread|ERROR|==[0-9]+==|.*panicked at)|artifacts/|^[^ ].*: (left|right)' "$log" | cut -c1-300 || true
  grep -aE '^#.*cov: ' "$log" | tail -n 1
  if [ $status -ne 0 ]; then
    finds+=("$target")
  fi
  rm "$log"
done
[ ${#finds[@]} -eq 0 ] || { echo "finds in: ${finds[*]}" >&2; exit 1; }
