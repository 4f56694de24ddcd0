package io.wotnotrelay.api;

/** An answer that is a text of the relay's own, not JSON. */
record Document(String contentType, String text) {}
