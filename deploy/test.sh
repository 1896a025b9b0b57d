#!/usr/bin/env bash
# Runs docker-compose.yml for real: builds the image, starts everything, loads
# the sample documents, asks questions with grpcurl, and takes it all down.
# Needs Docker with docker-compose, grpcurl, and where images cannot be pulled
# also root and debootstrap. Takes about 10 minutes the first time.
set -euo pipefail
cd "$(dirname "$0")/.."
export COMPOSE_PROJECT_NAME=sulh-test
work=$(mktemp -d)
export SULH_INGEST_PORT=${SULH_INGEST_PORT:-50061} SULH_QUERY_PORT=${SULH_QUERY_PORT:-50062}

started_dockerd=
if ! docker info >/dev/null 2>&1; then
  echo "== starting dockerd"
  dockerd >"$work/dockerd.log" 2>&1 &
  started_dockerd=$!
  for _ in $(seq 60); do
    docker info >/dev/null 2>&1 && break
    sleep 1
  done
  docker info >/dev/null
fi

tidy() {
  status=$?
  [ "$status" = 0 ] || docker-compose logs --tail=30 || true
  docker-compose --profile seed down --volumes --remove-orphans >/dev/null 2>&1 || true
  [ -z "$started_dockerd" ] || kill "$started_dockerd"
  rm -rf "$work"
  exit "$status"
}
trap tidy EXIT

for image in debian:bookworm-slim postgres:15-bookworm rust:1.95-bookworm; do
  docker image inspect "$image" >/dev/null 2>&1 \
    || timeout 300 docker pull --quiet "$image" 2>/dev/null \
    || deploy/stand-ins/build.sh
done

echo "== docker-compose up"
docker-compose up --detach --build

echo "== waiting for health"
healthy() {
  for service in db ingest query; do
    id=$(docker-compose ps --quiet "$service")
    [ "$(docker inspect --format '{{.State.Health.Status}}' "$id" 2>/dev/null)" = healthy ] || return 1
  done
}
for _ in $(seq 60); do
  healthy && break
  sleep 2
done
healthy
docker-compose ps

echo "== loading the sample documents"
docker-compose --profile seed run --rm seed
echo "== loading them again changes nothing"
docker-compose --profile seed run --rm seed | tee "$work/seed"
grep -q '^0 ingested' "$work/seed"

query=127.0.0.1:$SULH_QUERY_PORT
echo "== the deals about Eastern Ghouta and what lies in it"
grpcurl -plaintext -d '{"places": ["places/eastern-ghouta"], "page_size": 2}' \
  "$query" sulh.v1.DealService/ListDeals | tee "$work/deals"
deal=$(grep -o '"name": "deals/[^"]*"' "$work/deals" | head -n 1 | cut -d '"' -f 4)
test -n "$deal"
echo "== the history of $deal"
grpcurl -plaintext -d "{\"deal\": \"$deal\", \"page_size\": 2}" \
  "$query" sulh.v1.DealService/ListDealClaims | tee "$work/claims"
grep -q '"evidence"' "$work/claims"

echo "== health follows the database"
docker-compose stop db >/dev/null 2>&1
sleep 6
! grpcurl -plaintext "$query" grpc.health.v1.Health/Check | grep -q '"SERVING"'
docker-compose start db >/dev/null 2>&1
for _ in $(seq 30); do
  grpcurl -plaintext "$query" grpc.health.v1.Health/Check | grep -q '"SERVING"' && break
  sleep 1
done
grpcurl -plaintext "$query" grpc.health.v1.Health/Check | grep '"SERVING"'
echo "== done"
