/** The running side of a destination: it reads the log, keeps order within a conversation, retries, and settles. */
package io.wotnotrelay.lane;
