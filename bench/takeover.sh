#!/usr/bin/env bash
# bench/takeover.sh [ROUNDS=5]: how long a destination stands still when the relay that runs it ends. Two relays on one PostgreSQL,
# one lane, an event every 50 ms to the relay that stays: the longest gap between two deliveries, when the other is killed and when it
# is stopped in order.
cd "$(dirname "$0")" && . ./database.sh
rounds=${1:-5}
build_relay; start_sink; start_db; empty_db
count() { field events "$(curl -s "http://127.0.0.1:$SINK_PORT/stats")"; }
# runs N: whether this relay runs the lane
runs() {
  replica "$1"
  curl -s "$CONSOLE/api/v1/replicas" -H "Authorization: Bearer $(cat "$RELAY_HOME/data/console-token")" |
    node -e 'const all = JSON.parse(require("fs").readFileSync(0)).items; process.exit(all.some((r) => r.self && r.destinations.includes("lane")) ? 0 : 1)'
}
# post: one event for the lane, distinct by its time
post() {
  curl -s -o /dev/null -H "Authorization: $PEER_TOKEN" -d "{\"events\":[{\"event\":{\"type\":\"label\",\"payload\":{}},\"uid\":\"takeover\",\"sent_at\":$(date +%s%N)}]}" "$WEBHOOK"
}
# gap SECONDS: milliseconds of the longest time without a delivery
gap() {
  local end=$(($(now_s) + $1)) last now at=0 worst=0
  last=$(count); at=$(date +%s%3N)
  while [ "$(now_s)" -lt "$end" ]; do
    post; now=$(count)
    if [ "$now" != "$last" ]; then last=$now; at=$(date +%s%3N); else local g=$(($(date +%s%3N) - at)); [ "$g" -gt "$worst" ] && worst=$g; fi
    sleep 0.05
  done
  echo "$worst"
}
killed=(); stopped=()
for n in 1 2; do new_replica "$n"; sink_route lane label; start_relay; done
sleep 10 # until the leases are shared out
for round in $(seq 1 "$rounds"); do
  for how in kill stop; do
    goes=1; runs 1 || goes=2
    stays=$((3 - goes))
    (sleep 1; replica "$goes"; if [ "$how" = kill ]; then kill -9 "$(cat "$RUN/$RELAY_NAME.pid")"; rm -f "$RUN/$RELAY_NAME.pid"; else stop_relay; fi) &
    replica "$stays"; g=$(gap 16); wait $!
    if [ "$how" = kill ]; then killed+=("$g"); else stopped+=("$g"); fi
    echo "round $round, relay $goes, $how: $g ms without a delivery"
    replica "$goes"; start_relay; sleep 5
  done
done
echo "without a delivery: $(median "${killed[@]}") ms after a kill (worst $(printf '%s\n' "${killed[@]}" | sort -n | tail -1)), $(median "${stopped[@]}") ms with a stop (worst $(printf '%s\n' "${stopped[@]}" | sort -n | tail -1))"
