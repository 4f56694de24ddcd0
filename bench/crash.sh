#!/usr/bin/env bash
# bench/crash.sh [KILLS=100]: the crash tests of the build with more rounds. Fails when anything answered 200 is lost, when an
# order is broken, or when more was sent again than was in flight.
cd "$(dirname "$0")/.." || exit 1
./mvnw -B -ntp verify -DskipTests=false -Dsurefire.skip=true -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=CrashIT -Drelay.kills="${1:-100}"
