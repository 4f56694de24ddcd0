#!/usr/bin/env bash
# bench/footprint.sh [ROUNDS=3]: time from start to the first 200, resident memory idle and after a million events, each
# as a ratio to the plain Camel route that stores nothing, on the same JVM flags.
cd "$(dirname "$0")" && . ./common.sh
rounds=${1:-3}
build_relay; build_yardstick camel; bodies
rss() { awk '/VmRSS/ {print int($2 / 1024)}' "/proc/$(cat "$RUN/$1.pid")/status"; }
million() { local n=0; while [ "$n" -lt 1000000 ]; do n=$((n + $(load "$1" 10 5 | node -e 'let s="";process.stdin.on("data",c=>s+=c).on("end",()=>{const r=JSON.parse(s);console.log(r.requests*10)})'))); done; }
declare -A v
measure() { # NAME URL START...
  local name=$1 url=$2; shift 2
  local t0; t0=$(date +%s%N); "$@"
  v[$name.start]+=" $(( ($(date +%s%N) - t0) / 1000000 ))"
  sleep 5; v[$name.idle]+=" $(rss "$name")"
  million "$url"; v[$name.million]+=" $(rss "$name")"
}
for round in $(seq 1 "$rounds"); do
  new_relay; mkdir -p "$RELAY_HOME/routes"
  measure relay "$WEBHOOK" start_relay; stop_relay
  measure camel "http://127.0.0.1:$CAMEL_PORT/webhook" start_yardstick camel null; stop_yardstick camel
done
for what in start idle million; do
  # shellcheck disable=SC2086
  o=$(median ${v[relay.$what]}); t=$(median ${v[camel.$what]})
  case $what in start) unit="ms to the first 200" ;; idle) unit="MB idle" ;; million) unit="MB after a million events" ;; esac
  echo "$unit: relay $o, plain Camel route $t, ratio $(ratio "$o" "$t")"
done
