package io.wotnotrelay.replica;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wotnotrelay.lane.Lane;
import io.wotnotrelay.lane.LaneStatus;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** How lanes stand, as a text that one replica writes for the others. */
public final class Stands {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Replicas.Stand>> SHAPE = new TypeReference<>() {};

    private Stands() {}

    /** The text of these. */
    public static String of(Collection<Lane> lanes) {
        Map<String, Replicas.Stand> stands = new TreeMap<>();
        for (Lane lane : lanes) {
            LaneStatus status = lane.status();
            stands.put(lane.name(), new Replicas.Stand(status.state().name(), status.cause()));
        }
        return write(stands);
    }

    static String write(Map<String, Replicas.Stand> stands) {
        try {
            return JSON.writeValueAsString(stands);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By name; empty where another version of the relay wrote it in a way this one does not know. */
    static Map<String, Replicas.Stand> read(String text) {
        try {
            return JSON.readValue(text, SHAPE);
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }
}
