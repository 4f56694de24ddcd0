#!/usr/bin/env bash
# bench/postgres.sh [ROUNDS=3] [SECONDS=8] [CONCURRENCY=16] [WARM-UP=20]: a relay with its log in SQLite, then one and three relays with theirs in
# one PostgreSQL, in turn on one machine: events taken a second at 1 and 10 a request over 64 connections in all, then deliveries a
# second of six lanes to a local HTTP sink. With each: how many events a commit takes, how long it takes, and where the processor
# time goes. Each relay of several is warmed up for as long as one that is alone, in turn, since they share the cores. The database is started here, with its settings as they come (fsync and synchronous_commit on), in TMPDIR or /var/tmp.
cd "$(dirname "$0")" && . ./database.sh
rounds=${1:-3}; secs=${2:-8}; workers=${3:-16}; warm=${4:-20}
build_relay; bodies; start_sink; start_db
declare -A found
read -r -a kinds <<<"${KINDS:-sqlite postgres-1 postgres-3}"
members() { case $1 in sqlite) echo 0 ;; postgres-1) echo 1 ;; *) echo 1 2 3 ;; esac; }
# start KIND: its relays, empty
start() {
  local n
  case $1 in sqlite) replica 0; new_relay; start_relay ;; *) empty_db; for n in $(members "$1"); do new_replica "$n"; start_relay; done ;; esac
}
# ingest KIND EVENTS_A_REQUEST SECONDS: events a second and the worst p99 of all its relays at once
ingest() {
  local n all; all=$(members "$1")
  local each=$((64 / $(wc -w <<<"$all")))
  for n in $all; do (replica "$n"; load "$WEBHOOK" "$2" "$3" "$each" >"$RUN/load-$n.json") & pids+=($!); done
  wait "${pids[@]}"; pids=()
  # shellcheck disable=SC2046
  node -e 'const all = process.argv.slice(1).map((f) => JSON.parse(require("fs").readFileSync(f)));
    if (all.some((x) => x.bad_status)) console.error("bad answers", all);
    console.log(Math.round(all.reduce((s, x) => s + +x.eps, 0)), Math.max(...all.map((x) => +x.p99_ms)));' $(for n in $all; do echo "$RUN/load-$n.json"; done)
}
pids=()
note() { found[$1]+=" $2"; }
measure_ingest() { # KIND EVENTS_A_REQUEST
  local all n0 c0 s0 r0 d0 eps p99 n; all=$(members "$1")
  # shellcheck disable=SC2086
  { n0=$(sum_metric relay_events_received_total $all); c0=$(sum_metric relay_commit_seconds_count $all); s0=$(seconds $all); r0=$(relays_cpu $all); d0=$(db_cpu)
  read -r eps p99 < <(ingest "$1" "$2" "$secs")
  n=$(($(sum_metric relay_events_received_total $all) - n0)); c=$(($(sum_metric relay_commit_seconds_count $all) - c0)); s=$(awk -v a="$(seconds $all)" -v b="$s0" 'BEGIN {print a - b}')
  note "$1 $2 eps" "$eps"; note "$1 $2 p99" "$p99"
  note "$1 $2 group" "$(ratio "$n" "$c")"; note "$1 $2 commit" "$(awk -v s="$s" -v c="$c" 'BEGIN {printf "%.1f", c ? s * 1000 / c : 0}')"
  note "$1 $2 cpu" "$(awk -v ms=$(($(relays_cpu $all) - r0)) -v n="$n" 'BEGIN {printf "%.1f", ms * 1000 / n}')"
  note "$1 $2 db" "$(awk -v ms=$(($(db_cpu) - d0)) -v n="$n" 'BEGIN {printf "%.1f", ms * 1000 / n}')"; }
}
seconds() { local n; for n in "$@"; do replica "$n"; curl -s "$CONSOLE/observe/metrics" | awk '/^relay_commit_seconds_sum/ {s += $NF} END {print s + 0}'; done | awk '{s += $1} END {print s}'; }
measure_deliveries() { # KIND: what was taken in so far is the backlog
  local all n lane from to; all=$(members "$1")
  for n in $all; do replica "$n"; stop_relay; for lane in 1 2 3 4 5 6; do sink_route "lane-$lane" message "startAt: beginning, concurrency: $workers"; done; done
  curl -s "http://127.0.0.1:$SINK_PORT/reset" >/dev/null
  for n in $all; do replica "$n"; start_relay; done
  sleep 20 # the compiler's time, and the sharing out of the lanes
  from=$(field events "$(curl -s "http://127.0.0.1:$SINK_PORT/stats")"); sleep "$secs"; to=$(field events "$(curl -s "http://127.0.0.1:$SINK_PORT/stats")")
  note "$1 deliveries" $(((to - from) / secs))
}
for round in $(seq 1 "$rounds"); do
  for kind in "${kinds[@]}"; do
    start "$kind"
    for n in $(members "$kind"); do (replica "$n"; load "$WEBHOOK" 1 "$warm" >/dev/null; load "$WEBHOOK" 10 $((warm / 2)) >/dev/null); done
    ingest "$kind" 1 5 >/dev/null
    measure_ingest "$kind" 1; measure_ingest "$kind" 10; measure_deliveries "$kind"
    stop_replicas
    echo "round $round, $kind: ${found[$kind 1 eps]##* } and ${found[$kind 10 eps]##* } events/s, ${found[$kind deliveries]##* } deliveries/s"
  done
done
mid() { # shellcheck disable=SC2086
  median ${found[$1]}; }
for kind in "${kinds[@]}"; do
  for batch in 1 10; do
    echo "$kind, $batch a request: $(mid "$kind $batch eps") events/s ($(ratio "$(mid "$kind $batch eps")" "$(mid "sqlite $batch eps")") of SQLite), p99 $(mid "$kind $batch p99") ms;" \
      "$(mid "$kind $batch group") events a commit of $(mid "$kind $batch commit") ms; microseconds of processor time an event: relay $(mid "$kind $batch cpu"), database $(mid "$kind $batch db")"
  done
  echo "$kind: $(mid "$kind deliveries") deliveries/s ($(ratio "$(mid "$kind deliveries")" "$(mid "sqlite deliveries")") of SQLite)"
done
