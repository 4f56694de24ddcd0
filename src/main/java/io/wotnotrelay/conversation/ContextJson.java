package io.wotnotrelay.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wotnotrelay.event.Event.Actor;
import java.io.IOException;
import java.util.List;

/** A context as the bytes of its row. */
final class ContextJson {
    /** ASCII alone: half a surrogate pair, which an event may hold, is no UTF-8. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // a later relay may have written it
            .serializationInclusion(JsonInclude.Include.NON_EMPTY)
            .build();

    private ContextJson() {}

    static byte[] write(Context context) {
        try {
            return JSON.writeValueAsBytes(context);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A context of plain texts could not be written as JSON.", e);
        }
    }

    /** Fails with IOException where these are not bytes of {@link #write}. */
    static Context read(byte[] data) throws IOException {
        Context c = JSON.readValue(data, Context.class);
        return new Context(
                c.visitor(),
                c.name(),
                c.email(),
                c.phone(),
                c.url(),
                c.title(),
                c.status(),
                c.labels() == null ? List.of() : c.labels(),
                c.assignee() == null ? Actor.NONE : c.assignee());
    }
}
