package io.wotnotrelay.conversation;

import io.wotnotrelay.log.postgres.PostgresServer;
import java.nio.file.Path;

/** In a PostgreSQL log, where all replicas find it. */
class SharedContextsTest extends ContextsContract {
    @Override
    ContextsRig rig(Path folder) {
        return new ContextsRig(folder, PostgresServer.shared().database());
    }
}
