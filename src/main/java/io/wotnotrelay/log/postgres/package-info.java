/** The event log in a PostgreSQL database, which several relays may write at once. See docs/adr/0013. */
package io.wotnotrelay.log.postgres;
