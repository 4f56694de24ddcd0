/** Several relays that share one log: which of them runs which lane. */
package io.wotnotrelay.replica;
