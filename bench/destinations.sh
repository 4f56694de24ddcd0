#!/usr/bin/env bash
# bench/destinations.sh: does what docs/destinations.md says under "Five destinations, step by step", to the letter: adds the five
# files of the page to a relay that runs, types its commands, and looks at what arrived at the five receivers. Fails when something
# did not arrive, came twice, or when the relay had to be started again.
cd "$(dirname "$0")/.." || exit 1
./mvnw -B -q -ntp verify -Dsurefire.skip=true -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=FiveDestinationsIT && cat target/five-destinations.txt
