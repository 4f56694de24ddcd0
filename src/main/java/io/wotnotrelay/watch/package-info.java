/** Watches how the relay fares, and says so in events of the log: the relay's own. */
package io.wotnotrelay.watch;
