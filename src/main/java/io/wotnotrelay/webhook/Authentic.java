package io.wotnotrelay.webhook;

/** A request that holds a valid token, and what its body was found to be. */
record Authentic(Incoming incoming, Envelope envelope) {}
