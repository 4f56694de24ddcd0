#!/usr/bin/env bash
# bench/waiting.sh [ROUNDS=3] [SECONDS=8] [EVENTS=5000000]: the most events taken in a second at 10 a request while EVENTS events wait for a
# lane whose destination is down, against the same log with a lane that nothing waits for, in turn.
cd "$(dirname "$0")" && . ./common.sh
rounds=${1:-3}; secs=${2:-8}; events=${3:-5000000}
build_relay; bodies
new_relay; start_relay
while [ "$(metric relay_events_received_total)" -lt "$events" ]; do load "$WEBHOOK" 100 10 >/dev/null; done
stop_relay # how far the index is behind does not matter: both sides of the ratio have the same, and its feeder its share
down() { # START
  cat >"$RELAY_HOME/routes/down.camel.yaml" <<EOT
- route:
    id: down
    from:
      uri: wotnot:down-$1
      parameters: {startAt: $1}
      steps:
        - to: {uri: kamelet:webhook-sink, parameters: {url: "http://127.0.0.1:1/down"}}
EOT
}
measure() { # START: a lane of that name, the other's file gone
  down "$1"; start_relay 120
  load "$WEBHOOK" 10 15 >/dev/null
  m=$(load "$WEBHOOK" 10 "$secs")
  echo "round $round, from $1: $(waiting "down-$1") wait, $(field eps "$m") events/s, p99 $(field p99_ms "$m") ms"
  stop_relay
}
with=(); without=()
for round in $(seq 1 "$rounds"); do
  measure now; without+=("$(field eps "$m")")
  measure beginning; with+=("$(field eps "$m")")
done
w=$(median "${with[@]}"); o=$(median "${without[@]}")
echo "ingest with $events waiting for one lane: $w events/s, without $o, ratio $(ratio "$w" "$o")"
