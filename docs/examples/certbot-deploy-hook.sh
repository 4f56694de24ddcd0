#!/bin/sh
# /etc/letsencrypt/renewal-hooks/deploy/wotnot-relay
# certbot's keys are for root alone: this gives the relay's user a copy after each renewal. The relay takes it up by itself.
set -eu
folder=${RELAY_TLS_FOLDER:-/etc/wotnot-relay/tls}
group=${RELAY_GROUP:-wotnot-relay}
[ "$(basename "$RENEWED_LINEAGE")" = "${RELAY_DOMAIN:-relay.example.com}" ] || exit 0
mkdir -p "$folder"
for name in fullchain.pem privkey.pem; do
  install -m 0640 -g "$group" "$RENEWED_LINEAGE/$name" "$folder/$name.new"
  mv -f "$folder/$name.new" "$folder/$name"
done
