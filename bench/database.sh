#!/usr/bin/env bash
# What the benches on PostgreSQL share: a database of their own, and relays that share it. Sourced, never run.
# PG_BIN: the folder of initdb and postgres, where they are not in the PATH; as root both are run as nobody.
. ./common.sh
PG_PORT="${PG_PORT:-5598}"
bin=${PG_BIN:-$(dirname "$(readlink -f "$(command -v postgres)")")}
db=$(mktemp -d "${TMPDIR:-/var/tmp}/relay-postgres.XXXXXX")
as_user() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; else "$@"; fi; }
stop_db() { [ -f "$db/postmaster.pid" ] && kill -INT "$(head -1 "$db/postmaster.pid")" 2>/dev/null; while [ -f "$db/postmaster.pid" ]; do sleep 0.1; done; }
trap 'stop_replicas; stop_sink; stop_db; rm -rf "$db"' EXIT
# start_db: with its settings as they come, fsync and synchronous_commit on
start_db() {
  [ "$(id -u)" = 0 ] && chown nobody "$db"
  as_user "$bin/initdb" -D "$db" -U relay --auth=trust -E UTF8 --no-instructions >/dev/null || exit 1
  as_user "$bin/postgres" -D "$db" -p "$PG_PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$db" >"$RUN/postgres.log" 2>&1 &
  until grep -q "ready to accept" "$RUN/postgres.log"; do sleep 0.2; done
}
sql() { psql -q -h 127.0.0.1 -p "$PG_PORT" -U relay -d "$1" -At -c "SET client_min_messages = warning" -c "$2" | grep -v '^SET$'; }
empty_db() { sql postgres "DROP DATABASE IF EXISTS relay WITH (FORCE)"; sql postgres "CREATE DATABASE relay"; }
# replica N: what follows speaks of this one; number 0 is the one that has SQLite
replica() {
  RELAY_NAME="relay-$1"; RELAY_HOME="$RUN/relay-$1"
  RELAY_PORT=$((18830 + 2 * $1)); RELAY_CONSOLE_PORT=$((18831 + 2 * $1))
  WEBHOOK="http://127.0.0.1:$RELAY_PORT/webhook"; CONSOLE="http://127.0.0.1:$RELAY_CONSOLE_PORT"
}
# new_replica N: an empty relay that shares the database
new_replica() {
  replica "$1"; new_relay
  printf 'relay.store.url=jdbc:postgresql://127.0.0.1:%s/relay\nrelay.store.user=relay\n' "$PG_PORT" >>"$RELAY_HOME/application.properties"
}
stop_replicas() { local n; for n in 0 1 2 3; do stop_pidfile "relay-$n"; done; }
# of all that are named: the sum of a metric
sum_metric() { local name=$1 n s=0; shift; for n in "$@"; do replica "$n"; s=$((s + $(metric "$name"))); done; echo "$s"; }
# milliseconds of processor time: of the relays that are named, or of the database and all its processes
cpu_of() { awk -v hz="$(getconf CLK_TCK)" '{s += $14 + $15} END {print int(s * 1000 / hz)}' "$@" 2>/dev/null; }
relays_cpu() { local n f=(); for n in "$@"; do f+=("/proc/$(cat "$RUN/relay-$n.pid")/stat"); done; cpu_of "${f[@]}"; }
db_cpu() { local p f=(); for p in $(tree "$(head -1 "$db/postmaster.pid")"); do f+=("/proc/$p/stat"); done; cpu_of "${f[@]}"; }
