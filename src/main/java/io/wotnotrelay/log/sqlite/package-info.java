/** The event log in one SQLite file: a single writer with group commit, read connections, a tail in memory. */
package io.wotnotrelay.log.sqlite;
