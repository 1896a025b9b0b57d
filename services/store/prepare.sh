#!/usr/bin/env bash
# Writes .sqlx, what the compiler needs to know of the schema, from a database
# made by the migrations. With --check it changes nothing and fails where .sqlx is
# not what it would write. Needs Postgres' programs; run it after every change of
# a migration or a statement.
set -euo pipefail
cd "$(dirname "$0")/../.."

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
work=$(mktemp -d)
chmod 755 "$work"
as_server=()
if [ "$(id -u)" = 0 ]; then
  chown postgres "$work"
  as_server=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi
stop() {
  (cd / && "${as_server[@]}" "$bin/pg_ctl" stop --silent --mode=immediate --pgdata "$work/data") || true
  rm -rf "$work"
}
trap stop EXIT
(
  cd /
  "${as_server[@]}" "$bin/initdb" --username=sulh --auth=trust --pgdata "$work/data" >/dev/null
  "${as_server[@]}" "$bin/pg_ctl" start --silent --wait --pgdata "$work/data" --log "$work/log" \
    --options "-c listen_addresses= -c unix_socket_directories=$work -c fsync=off"
)

export DATABASE_URL="postgres://sulh@localhost/postgres?host=$work"
# The program itself cannot be built before .sqlx fits its statements.
for migration in services/store/migrations/*.sql; do
  "$bin/psql" --quiet --no-psqlrc --set ON_ERROR_STOP=1 --single-transaction --file "$migration" "$DATABASE_URL" >/dev/null
done
mkdir "$work/sqlx"
touch services/store/src/lib.rs
SQLX_OFFLINE_DIR="$work/sqlx" cargo check --quiet --package sulh-store

if [ "${1:-}" = --check ]; then
  diff --recursive .sqlx "$work/sqlx" >/dev/null \
    || { echo "error: .sqlx is out of date: run services/store/prepare.sh" >&2; exit 1; }
else
  rm -rf .sqlx
  cp -r "$work/sqlx" .sqlx
fi
