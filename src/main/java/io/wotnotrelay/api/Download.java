package io.wotnotrelay.api;

import java.nio.file.Path;

/**
 * An answer that is bytes, not JSON; never shown by a browser.
 *
 * @param file deleted when it has been sent
 * @param name what to call it
 */
record Download(Path file, String name) {}
