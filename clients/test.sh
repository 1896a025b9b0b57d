#!/usr/bin/env bash
# Generates the clients from the contract, runs each against a pair of services that is
# started for it, and checks what it printed with what the services then say. So also
# grpcurl, buf curl and grpc-health-probe. A language that is not installed is skipped.
#
#   clients/test.sh [PROGRAM]     PROGRAM is `sulh`; without it cargo builds it.
#
# What it installs goes to target/clients and node_modules, from the languages' own
# registries, in the versions of the lock files.
set -euo pipefail
program=${1:+$(realpath "$1")}
cd "$(dirname "$0")"
root=$(cd .. && pwd)
tools=$root/target/clients
mkdir -p "$tools"
work=$(mktemp -d)
chmod 755 "$work" # root starts Postgres as another user
passed=0 skipped=0 pair=

step() { printf '\n== %s (%ss)\n' "$*" "$SECONDS"; }
fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}
has() {
  local tool
  for tool in "${@:2}"; do
    command -v "$tool" >/dev/null || {
      echo "skipped: $1, since $tool is not installed"
      skipped=$((skipped + 1))
      return 1
    }
  done
}
# fetched NAME COMMAND...: whether packages could be fetched. A registry that cannot be
# reached, or does not have one, is no fault of the client; anything else is.
fetched() {
  "${@:2}" >"$work/fetched" 2>&1 && return
  cat "$work/fetched" >&2
  grep -qE 'Could not (transfer|resolve|find) |E40[34]|ENOTFOUND|ECONNREFUSED|ETIMEDOUT|dial tcp|40[34] |410 Gone|i/o timeout' \
    "$work/fetched" || fail "$1: its packages are not what the lock file says"
  echo "skipped: $1, since its packages cannot be fetched"
  skipped=$((skipped + 1))
  return 1
}
# says TEXT COMMAND...: whether a command, which may fail, prints a text.
says() {
  "${@:2}" >"$work/said" 2>&1 || true
  grep -qF -- "$1" "$work/said" || {
    cat "$work/said" >&2
    return 1
  }
}
tidy() {
  status=$?
  if [ -n "$pair" ] && kill -TERM "$pair" 2>/dev/null; then
    wait "$pair" || true
  fi
  [ "$status" = 0 ] || [ ! -f "$work/pair.log" ] || tail -n 20 "$work/pair.log" >&2
  rm -rf "$work"
  exit "$status"
}
trap tidy EXIT

step "buf, and Python's packages"
# A new environment where the lock file is another one.
locked=$(sha256sum python/requirements.txt | cut -c 1-16)
[ -x "$tools/python-$locked/bin/buf" ] || {
  python3 -m venv "$tools/python-$locked"
  "$tools/python-$locked/bin/pip" install --quiet --disable-pip-version-check --require-hashes \
    --requirement python/requirements.txt
}
export PATH=$tools/python-$locked/bin:$tools/bin:$PATH

step "a pair of services"
if [ -z "$program" ]; then
  (cd "$root" && cargo build --release --locked --bin sulh)
  program=$root/target/release/sulh
fi
read -r ingest query <<<"$(python3 - <<'PYTHON'
import socket
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(f"127.0.0.1:{s.getsockname()[1]}" for s in sockets))
PYTHON
)"
"$program" up --data "$work/data" --documents "$root/seeds/documents" \
  --ingest-listen "$ingest" --query-listen "$query" >"$work/pair.out" 2>"$work/pair.log" &
pair=$!
for _ in $(seq 240); do
  grep -q '^Ctrl-C ends it' "$work/pair.out" && break
  kill -0 "$pair" 2>/dev/null || fail "the services did not start"
  sleep 0.5
done
grep -q '^Ctrl-C ends it' "$work/pair.out" || fail "the services did not start in two minutes"

# ask SERVICE/RPC REQUEST: what the query service says, by means of reflection.
ask() {
  buf curl --protocol grpc --http2-prior-knowledge --data "$2" "http://$query/sulh.v1.$1"
}

# exercise NAME PLACE REGION BEFORE AFTER COMMAND...: runs a client that ingests two
# reports of a deal about PLACE, which goes from status BEFORE to AFTER.
exercise() {
  local name=$1 place=$2 region=$3 before=$4 after=$5 output=$work/output
  shift 5
  step "$name"
  # Maven leaves escape sequences of colours behind.
  timeout 120 "$@" | sed 's/\x1b\[[0-9;]*m//g' | tee "$output"

  local articles deal count told
  articles=$(sed -nE 's|^ingested (articles/[0-9a-f-]{36}), claims: 1$|\1|p' "$output" | sort -u)
  [ "$(wc -l <<<"$articles")" = 2 ] || fail "$name: two articles are to be ingested"
  deal=$(sed -nE "s/^listed (deals\/[0-9a-f-]{36}), (DEAL_TYPE_)?[A-Z]+, (DEAL_STATUS_)?$before$/\1/p" "$output")
  [ "$(grep -c ^listed "$output")" = 1 ] && [ -n "$deal" ] || fail "$name: one deal, $before, is to be listed"
  grep -Eqix 'refused with INVALID_?ARGUMENT: INVALID_FIELD of sulh' "$output" \
    || fail "$name: the reason of an error is to be read"
  grep -qx 'refused field page_size: negative: expected 0 to 1000' "$output" \
    || fail "$name: the field of an error is to be read"
  grep -Eqx "watched $deal: (DEAL_STATUS_)?$before to (DEAL_STATUS_)?$after" "$output" \
    || fail "$name: $deal is to be seen changing from $before to $after"

  # What the services say of it now.
  count=$(ask DealService/ListDeals "{\"places\": [\"$region\"], \"pageSize\": 1000}" | grep -cE '^      "name": "deals/')
  [ "$count" -gt 1 ] && grep -qx "paged $count deals" "$output" || fail "$name: $count deals are to be paged"
  ask DealService/ListDeals "{\"places\": [\"$place\"], \"statuses\": [\"DEAL_STATUS_$after\"]}" >"$work/told"
  grep -q "\"name\": \"$deal\"" "$work/told" || fail "$name: $deal is to be $after"
  told=$(ask DealService/ListDealClaims "{\"deal\": \"$deal\"}" | sed -nE 's/^ +"article": "([^"]*)".*/\1/p' | sort -u)
  [ -z "$(comm -23 <(echo "$articles") <(echo "$told"))" ] || fail "$name: $deal is to rest on both articles"
  passed=$((passed + 1))
}

step "Python: generated code"
(cd python && mkdir -p gen && buf generate)
exercise Python places/moadamiyeh places/rif-dimashq PROPOSED AGREED \
  python python/client.py --ingest "$ingest" --query "$query"

if has Go go && fetched Go go -C go mod download; then
  step "Go: generated code"
  (cd go && buf generate && go build -o "$tools/bin/go-client" .)
  exercise Go places/qudsaya places/rif-dimashq AGREED IMPLEMENTED \
    "$tools/bin/go-client" -ingest "$ingest" -query "$query"
fi

# typescript FOLDER PLACE REGION
typescript() {
  local folder=typescript-$1
  has "$folder" node npm || return 0
  # Neither package needs what its install script does.
  fetched "$folder" npm --prefix "$folder" ci --ignore-scripts --no-audit --no-fund --loglevel=error \
    || return 0
  step "$folder: generated code"
  (cd "$folder" && npm run --silent generate && npm run --silent build)
  exercise "$folder" "$2" "$3" NEGOTIATING AGREED \
    node "$folder/dist/client.js" --ingest "$ingest" --query "$query"
}
typescript grpc-js places/khan-al-shih places/rif-dimashq
typescript connect-web places/barzeh places/damascus-governorate

if has Java java mvn && fetched Java mvn --batch-mode --quiet --file java/pom.xml package; then
  exercise Java places/wadi-barada places/rif-dimashq AGREED COLLAPSED \
    mvn --batch-mode --quiet --file java/pom.xml exec:java -Dexec.args="$ingest $query"
fi

step "buf curl: reflection, gRPC and gRPC-Web"
for service in Actor Article Deal Place; do
  says "sulh.v1.${service}Service" \
    buf curl --protocol grpc --http2-prior-knowledge --list-services "http://$query" \
    || fail "reflection is to list ${service}Service"
done
says '"displayName": "Harasta"' \
  buf curl --protocol grpcweb --schema ../proto --data '{"name": "places/harasta"}' \
  "http://$query/sulh.v1.PlaceService/GetPlace" || fail "buf curl is to read a place by gRPC-Web"
passed=$((passed + 1))

# installed NAME PACKAGE: whether a program of Go's is there, or could be fetched.
installed() {
  [ -x "$tools/bin/$1" ] || fetched "$1" env GOBIN="$tools/bin" go install "$2"
}
if has grpcurl go && installed grpcurl github.com/fullstorydev/grpcurl/cmd/grpcurl@v1.9.3; then
  step "grpcurl: reflection and details of errors"
  says 'rpc IngestDocument (' grpcurl -plaintext "$ingest" describe sulh.v1.IngestService \
    || fail "grpcurl is to describe IngestService"
  says '"displayName": "Harasta"' \
    grpcurl -plaintext -d '{"name": "places/harasta"}' "$query" sulh.v1.PlaceService/GetPlace \
    || fail "grpcurl is to read a place"
  says '"reason": "INVALID_FIELD"' \
    grpcurl -plaintext -d '{"page_size": -1}' "$query" sulh.v1.DealService/ListDeals || fail "grpcurl is to read the reason of an error"
  passed=$((passed + 1))
fi

if has grpc-health-probe go \
  && installed grpc-health-probe github.com/grpc-ecosystem/grpc-health-probe@v0.4.62; then
  step "grpc-health-probe"
  grpc-health-probe -addr "$ingest" -service sulh.v1.IngestService || fail "ingest is to be healthy"
  grpc-health-probe -addr "$query" -service sulh.v1.DealService || fail "query is to be healthy"
  ! grpc-health-probe -addr "$query" -service sulh.v1.Absent 2>/dev/null \
    || fail "a service that is not there is not to be healthy"
  passed=$((passed + 1))
fi

printf '\n%s passed, 0 failed, %s skipped\n' "$passed" "$skipped"
