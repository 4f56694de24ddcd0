#!/usr/bin/env bash
# bench/stored.sh [EVENTS=500000] [STORED=10000,1000000,10000000]: processor time an event costs, its place in the index and one
# lane's look at it included, with so many events stored before.
cd "$(dirname "$0")" && . ./common.sh
events=${1:-500000}; IFS=, read -r -a sizes <<<"${2:-10000,1000000,10000000}"
build_relay; bodies
start_sink; new_relay; sink_route notes note; start_relay
received() { metric relay_events_received_total; }
cpu_ms() { awk -v hz="$(getconf CLK_TCK)" '{print int(($14 + $15) * 1000 / hz)}' "/proc/$(cat "$RUN/relay.pid")/stat"; }
first=
load "$WEBHOOK" 10 3 >/dev/null; stop_relay; rm -rf "$RELAY_HOME/data"; start_relay
for size in "${sizes[@]}"; do
  while [ "$(received)" -lt "$size" ]; do load "$WEBHOOK" 10 1 1 >/dev/null; [ $((size - $(received))) -lt 100000 ] || load "$WEBHOOK" 100 5 >/dev/null; done
  # the same process age for each: what the compiler and the first full index batches cost is not the log's size
  stored=$(received); stop_relay; start_relay
  load "$WEBHOOK" 10 20 >/dev/null; wait_indexed 2400
  n0=$(received); c0=$(cpu_ms)
  while [ $(( $(received) - n0 )) -lt "$events" ]; do load "$WEBHOOK" 10 1 >/dev/null; done
  wait_indexed 2400
  n1=$(received); c1=$(cpu_ms)
  cost=$(awk -v ms=$((c1 - c0)) -v n=$((n1 - n0)) 'BEGIN {printf "%.1f", ms * 1000 / n}')
  first=${first:-$cost}
  echo "$stored stored before: $cost microseconds of processor time an event ($((n1 - n0)) events), $(ratio "$cost" "$first") of the first"
done
