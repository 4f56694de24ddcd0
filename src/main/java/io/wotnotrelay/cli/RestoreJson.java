package io.wotnotrelay.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wotnotrelay.log.RestorePlan;
import io.wotnotrelay.log.Restored;
import java.util.Locale;

/** What a restore would do, and did, as JSON. What is not known is null. */
final class RestoreJson {
    private RestoreJson() {}

    /** @param done null for a dry run */
    static String text(RestorePlan plan, Restored done) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        BackupJson.of(plan.backup(), root.putObject("backup"));
        root.put("log", plan.log().toString()).put("here", plan.here().name().toLowerCase(Locale.ROOT));
        number(root, "headHere", plan.headHere());
        number(root, "eventsSince", plan.eventsSince());
        ArrayNode items = root.putArray("items");
        for (RestorePlan.Lane lane : plan.lanes()) {
            ObjectNode item = items.addObject().put("destination", lane.name()).put("cursor", lane.cursor());
            item.put("unfinished", lane.unfinished()).put("nameHere", lane.nameHere());
            number(item, "cursorHere", lane.cursorHere());
            number(item, "repeats", lane.repeats());
            item.put("inDoubt", lane.inDoubt());
        }
        plan.bornSince().forEach(root.putArray("bornSince")::add);
        root.put("restored", done != null);
        if (done != null) {
            root.put("aside", done.aside() == null ? null : done.aside().toString());
            done.written().forEach(root.putArray("tokensWritten")::add);
            done.kept().forEach(root.putArray("tokensKept")::add);
        }
        return root.toPrettyString();
    }

    private static void number(ObjectNode node, String name, long value) {
        if (value < 0) {
            node.putNull(name);
        } else {
            node.put(name, value);
        }
    }
}
