package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.log.Backup;

/** A backup as JSON. */
final class BackupJson {
    private BackupJson() {}

    static ObjectNode of(Backup backup, ObjectNode node) {
        node.put("file", backup.file().toString())
                .put("takenAt", backup.takenAt().toString())
                .put("relay", backup.relay())
                .put("events", backup.events())
                .put("first", backup.first())
                .put("head", backup.head())
                .put("bytes", backup.bytes());
        ArrayNode tokens = node.putArray("tokens");
        backup.besides().forEach(tokens::add);
        return node;
    }
}
