#!/usr/bin/env bash
# bench/run.sh: every bench, one after the other, on an otherwise idle machine. Needs java, maven, node 20, wrk, and PostgreSQL for two of them. See README.md.
cd "$(dirname "$0")" || exit 1
for bench in ingest lanes fanout isolation deliveries backlog waiting stored context postgres takeover footprint; do echo "== $bench"; "./$bench.sh" || exit 1; done
