#!/usr/bin/env bash
# bench/backlog.sh [EVENTS=1000000] [CONCURRENCY=64]: a destination is down while EVENTS messages come, then it is there again: how
# long until the last is delivered, and the deliveries a second of its first and last tenth against each other and against
# those of a destination that had no trouble, measured first.
cd "$(dirname "$0")" && . ./common.sh
events=${1:-1000000}; workers=${2:-64}
build_relay; bodies
start_sink
new_relay; start_relay; load "$WEBHOOK" 10 4 >/dev/null; stop_relay
sink_route well message "startAt: beginning, concurrency: $workers"; start_relay
wait_metric relay_deliveries_total 5000 60 || exit 1
well=$(deliveries_a_second 10)
echo "without trouble: $well deliveries/s"
new_relay; stop_sink
sink_route down message "concurrency: $workers, breakerProbe: 1s"; start_relay
while [ "$(waiting down)" -lt "$events" ]; do load "$WEBHOOK" 100 2 >/dev/null; done
total=$(waiting down)
echo "down: $total events wait, $(metric relay_dead) dead, peak RSS $(peak_mib) MiB"
start_sink
t0=$(date +%s%N); first=; last=
while [ "$(waiting down)" -gt 0 ]; do
  rate=$(deliveries_a_second 5)
  rest=$(waiting down)
  [ -z "$first" ] && [ "$rest" -lt $((total * 95 / 100)) ] && first=$rate
  [ "$rest" -gt $((total / 50)) ] && last=$rate
  [ $(( ($(date +%s%N) - t0) / 1000000000 )) -lt $((total / 300 + 60)) ] || { echo "it does not end: $rest still wait" >&2; exit 1; }
done
took=$(awk -v ns=$(( $(date +%s%N) - t0 )) 'BEGIN {printf "%.1f", ns / 1e9}')
echo "again there: $total delivered in $took s, $(awk -v n="$total" -v s="$took" 'BEGIN {printf "%.0f", n / s}')/s; first $first/s, last $last/s; $(metric relay_dead) dead, peak RSS $(peak_mib) MiB"
echo "recovery: $(ratio "$(awk -v n="$total" -v s="$took" 'BEGIN {print n / s}')" "$well") of the deliveries without trouble; last to first $(ratio "$last" "$first")"
