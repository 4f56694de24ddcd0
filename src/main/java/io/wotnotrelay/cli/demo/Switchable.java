package io.wotnotrelay.cli.demo;

import java.io.IOException;

/** A server that comes back on the port it had. */
interface Switchable {
    /** @throws IOException when its port is taken */
    void on() throws IOException;

    void off();
}
