/** The certificate the webhook shows: read from PEM files, and renewed while the port is open. */
package io.wotnotrelay.webhook.tls;
