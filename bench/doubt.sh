#!/usr/bin/env bash
# bench/doubt.sh [KILLS=100]: kills the relay while it writes rows to a Google sheet (a strict stand-in) and to a CSV file and sends
# mails. Fails when a row is lost or there twice, a mail is lost, or one was sent twice that the relay did not announce.
cd "$(dirname "$0")/.." || exit 1
./mvnw -B -ntp verify -DskipTests=false -Dsurefire.skip=true -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=InDoubtIT -Drelay.kills="${1:-100}"
