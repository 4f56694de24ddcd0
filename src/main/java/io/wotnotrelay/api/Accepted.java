package io.wotnotrelay.api;

/** An answer to what is begun and not done: 202. */
record Accepted(Object answer) {}
