#!/usr/bin/env bash
# bench/replicas.sh [SECONDS=600]: three relays on one PostgreSQL, of which one is killed, stopped, held still or cut off from the database
# every few seconds. Fails when an accepted event is lost or stored twice, when one comes out of order, or when a repeat has
# another delivery id.
cd "$(dirname "$0")/.." || exit 1
./mvnw -B -ntp verify -DskipTests=false -Dsurefire.skip=true -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ReplicasIT -Drelay.seconds="${1:-600}"
