#!/usr/bin/env bash
# bench/postgres.sh [ROUNDS=3] [SECONDS=8]: ingest of the relay with its log in PostgreSQL against the same with SQLite, in
# turn on one machine, 64 connections, 1 and 10 events a request, no destination. The database is started here, with its
# settings as they come (fsync and synchronous_commit on), in TMPDIR or /var/tmp. PG_BIN: the folder of initdb and postgres,
# where they are not in the PATH; as root both are run as nobody. Prints medians and their ratio.
cd "$(dirname "$0")" && . ./common.sh
rounds=${1:-3}; secs=${2:-8}; port=${PG_PORT:-5598}
bin=${PG_BIN:-$(dirname "$(readlink -f "$(command -v postgres)")")}
db=$(mktemp -d "${TMPDIR:-/var/tmp}/relay-postgres.XXXXXX")
as_user() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; else "$@"; fi; }
stop_db() { [ -f "$db/postmaster.pid" ] && kill -INT "$(head -1 "$db/postmaster.pid")" 2>/dev/null; while [ -f "$db/postmaster.pid" ]; do sleep 0.1; done; }
trap 'stop_pidfile relay; stop_db; rm -rf "$db"' EXIT
[ "$(id -u)" = 0 ] && chown nobody "$db"
as_user "$bin/initdb" -D "$db" -U relay --auth=trust -E UTF8 --no-instructions >/dev/null || exit 1
as_user "$bin/postgres" -D "$db" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$db" >"$RUN/postgres.log" 2>&1 &
until grep -q "ready to accept" "$RUN/postgres.log"; do sleep 0.2; done
build_relay; bodies
declare -A eps p50 p99
for round in $(seq 1 "$rounds"); do
  for store in sqlite postgres; do
    new_relay
    if [ "$store" = postgres ]; then
      psql -q -h 127.0.0.1 -p "$port" -U relay -d postgres -c "SET client_min_messages = warning" -c "DROP DATABASE IF EXISTS relay" -c "CREATE DATABASE relay"
      printf 'relay.store.url=jdbc:postgresql://127.0.0.1:%s/relay\nrelay.store.user=relay\n' "$port" >>"$RELAY_HOME/application.properties"
    fi
    start_relay
    load "$WEBHOOK" 1 8 >/dev/null; load "$WEBHOOK" 10 4 >/dev/null
    for batch in 1 10; do
      o=$(load "$WEBHOOK" $batch "$secs")
      [ "$(field bad_status "$o")" = 0 ] || echo "bad answers: $o" >&2
      eps[$store$batch]+=" $(field eps "$o")"; p50[$store$batch]+=" $(field p50_ms "$o")"; p99[$store$batch]+=" $(field p99_ms "$o")"
      echo "round $round, $store, $batch a request: $(field eps "$o") events/s"
    done
    stop_relay
  done
done
for batch in 1 10; do
  # shellcheck disable=SC2086
  s=$(median ${eps[sqlite$batch]}); p=$(median ${eps[postgres$batch]})
  for store in sqlite postgres; do
    # shellcheck disable=SC2086
    echo "$batch a request, $store: $(median ${eps[$store$batch]}) events/s, p50 $(median ${p50[$store$batch]}) ms, p99 $(median ${p99[$store$batch]}) ms"
  done
  echo "$batch a request: PostgreSQL to SQLite $(ratio "$p" "$s")"
done
