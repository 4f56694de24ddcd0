package io.wotnotrelay.cli;

/**
 * One request to send.
 *
 * @param name what to call it towards the person at the terminal
 * @param body JSON, or nothing for a handshake
 * @param events how many events it carries
 */
record Post(String name, byte[] body, int events) {}
