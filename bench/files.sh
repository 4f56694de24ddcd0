#!/usr/bin/env bash
# bench/files.sh [ROUNDS=3] [SWAPS=30]: what destination files cost. With 1, 10 and 100 files, in turn: time from bin/relay run to
# the first 200, heap after a collection, resident memory and threads; the time bin/relay check takes for the same files. Then how
# long a saved change takes until the first delivery by the new version, with 1 and with 100 files, events coming all the time.
cd "$(dirname "$0")" && . ./common.sh
rounds=${1:-3}; swaps=${2:-30}
TO_PORT="${TO_PORT:-18911}"
build_relay
export JAVA_HOME=$PEER_JAVA_HOME RELAY_JAVA_OPTS="${RELAY_JAVA_OPTS:--Xms256m -Xmx1g}"
route() { # NAME EVENTS PATH: what people write most, posting to an address of swaps.mjs
  cat >"$RELAY_HOME/routes/$1.camel.yaml" <<EOT
- route:
    from:
      uri: wotnot:$1
      parameters: {events: $2, filter: "\${body.text} != null"}
      steps:
        - to:
            uri: kamelet:webhook-sink
            parameters:
              url: "http://127.0.0.1:$TO_PORT/$3"
              body: '{"text": "\${body.text}", "name": "\${body.visitor.name}"}'
EOT
}
files() { new_relay; for i in $(seq 1 "$1"); do route "d-$i" note elsewhere; done; }
millis() { echo $(( $(date +%s%N) / 1000000 )); }
run() { # starts it as a person does, and waits for the first 200
  start_bg relay "$RUN/relay.log" "$ROOT/bin/relay" --config "$RELAY_HOME/application.properties" run
  until [ "$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: $PEER_TOKEN" -d '' "$WEBHOOK")" = 200 ]; do
    kill -0 "$(cat "$RUN/relay.pid")" 2>/dev/null || { echo "the relay did not start: $RUN/relay.log" >&2; exit 1; }
    sleep 0.02
  done
}
heap() { # KiB in use after a full collection
  "$JAVA_HOME/bin/jcmd" "$1" GC.run >/dev/null
  "$JAVA_HOME/bin/jstat" -gc "$1" | awk 'NR == 1 {for (i = 1; i <= NF; i++) at[$i] = i} NR == 2 {printf "%d\n", $at["S0U"] + $at["S1U"] + $at["EU"] + $at["OU"]}'
}
"$ROOT/bin/relay" --version >/dev/null # makes of the build what it runs
declare -A start heap rss threads check
for round in $(seq 1 "$rounds"); do
  for n in 1 10 100; do
    files "$n"
    t0=$(millis); "$ROOT/bin/relay" --config "$RELAY_HOME/application.properties" check >"$RUN/check.log" || { cat "$RUN/check.log" >&2; exit 1; }
    c=$(( $(millis) - t0 ))
    t0=$(millis); run; s=$(( $(millis) - t0 ))
    sleep 3; pid=$(cat "$RUN/relay.pid")
    h=$(heap "$pid"); r=$(awk '/VmRSS/ {print int($2 / 1024)}' "/proc/$pid/status"); t=$(find "/proc/$pid/task" -mindepth 1 -maxdepth 1 | wc -l)
    stop_relay
    start[$n]+=" $s"; check[$n]+=" $c"; heap[$n]+=" $h"; rss[$n]+=" $r"; threads[$n]+=" $t"
    echo "round $round, $n files: start $s ms, heap $h KiB, resident $r MiB, threads $t, check $c ms"
  done
done
# shellcheck disable=SC2086
for n in 1 10 100; do
  echo "$n files: start $(median ${start[$n]}) ms, heap $(median ${heap[$n]}) KiB, resident $(median ${rss[$n]}) MiB, threads $(median ${threads[$n]}), check $(median ${check[$n]}) ms"
done
# shellcheck disable=SC2086
echo "check of 100 files: $(ratio "$(median ${check[100]})" "$(median ${start[100]})") of their start"
for n in 1 100; do
  files "$n"; route swapped message v0; run
  echo "swaps beside $n files: $(node swaps.mjs "$WEBHOOK" "$RELAY_HOME/routes/swapped.camel.yaml" "$TO_PORT" "$swaps")"
  stop_relay
done
