#!/usr/bin/env bash
# bench/lanes.sh [ROUNDS=3] [SECONDS=8] [WARM-UP=30]: what running lanes cost the ingest. With 1, 10 and 50 lanes, of which each event
# matches two (one where there is but one): ack p99 at 2,000 events/s and the most events/s at 10 a request, in turn.
cd "$(dirname "$0")" && . ./common.sh
rounds=${1:-3}; secs=${2:-8}; warm=${3:-30}
types=(message conversation_create status_change assignee_change variable label message_status)
build_relay; bodies
route() { # NAME EVENTS
  cat >"$RELAY_HOME/routes/$1.camel.yaml" <<EOT
- route:
    id: $1
    from:
      uri: wotnot:$1
      parameters: {events: "$2"}
      steps:
        - setProperty: {name: seen, constant: "true"}
EOT
}
lanes() { # N lanes: pairs for message, then for all the other types of the bodies, the rest for types that do not come
  route lane-1 "message,$(IFS=,; echo "${types[*]:1}")"
  [ "$1" -lt 2 ] && return
  route lane-1 message; route lane-2 message
  route lane-3 "$(IFS=,; echo "${types[*]:1}")"; route lane-4 "$(IFS=,; echo "${types[*]:1}")"
  for i in $(seq 5 "$1"); do route "lane-$i" "message.button,note,status"; done
}
declare -A ack most
for round in $(seq 1 "$rounds"); do
  for n in 1 10 50; do
    new_relay; lanes "$n"; start_relay
    # Each measurement after a warm-up of its own: on two cores the compiler takes one of them for a while.
    node rate.mjs "$WEBHOOK" "$PEERS/bodies/bodies-1.txt" 2000 "$warm" >/dev/null
    a=$(node rate.mjs "$WEBHOOK" "$PEERS/bodies/bodies-1.txt" 2000 "$secs")
    load "$WEBHOOK" 10 "$warm" >/dev/null
    m=$(load "$WEBHOOK" 10 "$secs")
    stop_relay
    ack[$n]+=" $(field p99_ms "$a")"; most[$n]+=" $(field eps "$m")"
    echo "round $round, $n lanes: at 2,000/s $a; most $(field eps "$m") events/s"
  done
done
for n in 1 10 50; do
  # shellcheck disable=SC2086
  echo "$n lanes: ack p99 $(median ${ack[$n]}) ms ($(ratio "$(median ${ack[$n]})" "$(median ${ack[1]})") of one lane), most $(median ${most[$n]}) events/s ($(ratio "$(median ${most[$n]})" "$(median ${most[1]})") of one lane)"
done
