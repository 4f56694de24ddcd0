#!/usr/bin/env bash
# bench/ingest.sh [ROUNDS=3] [SECONDS=8] [STORED=0]: ingest of the relay (no destination; digests, receipts, limits and the
# index feed on) against the bare Vert.x limit with one file and group commit, in turn, 64 connections, 1 and 10 events a
# request. STORED: how many events the log holds before (1000000, 10000000). Prints medians and their ratio.
cd "$(dirname "$0")" && . ./common.sh
rounds=${1:-3}; secs=${2:-8}; stored=${3:-0}
build_relay; build_yardstick vertx-limit; bodies
new_relay; start_relay
if [ "$stored" -gt 0 ]; then
  while [ "$(metric relay_events_received_total)" -lt "$stored" ]; do load "$WEBHOOK" 100 10 >/dev/null; done
  echo "stored before: $(metric relay_events_received_total)"
fi
# The relay runs through all rounds and has much more code than the yardstick: what the compiler costs at first is not its rate.
load "$WEBHOOK" 1 15 >/dev/null; load "$WEBHOOK" 10 10 >/dev/null
declare -A ours theirs p50 p99
for round in $(seq 1 "$rounds"); do
  for batch in 1 10; do
    start_yardstick vertx-limit durable
    load "http://127.0.0.1:$VERTX_PORT/webhook" $batch 3 >/dev/null
    t=$(load "http://127.0.0.1:$VERTX_PORT/webhook" $batch "$secs"); stop_yardstick vertx-limit
    load "$WEBHOOK" $batch 3 >/dev/null
    o=$(load "$WEBHOOK" $batch "$secs")
    [ "$(field bad_status "$o")" = 0 ] || echo "bad answers: $o" >&2
    theirs[$batch]+=" $(field eps "$t")"; ours[$batch]+=" $(field eps "$o")"
    p50[$batch]+=" $(field p50_ms "$o")"; p99[$batch]+=" $(field p99_ms "$o")"
    echo "round $round, $batch a request: relay $(field eps "$o") events/s, limit $(field eps "$t")"
  done
done
for batch in 1 10; do
  # shellcheck disable=SC2086
  o=$(median ${ours[$batch]}); t=$(median ${theirs[$batch]})
  # shellcheck disable=SC2086
  echo "$batch a request: relay $o events/s, limit $t, ratio $(ratio "$o" "$t"), p50 $(median ${p50[$batch]}) ms, p99 $(median ${p99[$batch]}) ms"
done
rm -f "$RUN"/vertx-limit.jsonl
