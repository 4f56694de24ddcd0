package io.wotnotrelay.api;

import com.fasterxml.jackson.annotation.JsonValue;
import io.wotnotrelay.lane.LaneStatus;

/** How a destination stands: the words of {@link LaneStatus.State}, and what only the API sees. */
enum DestinationState {
    RUNNING,
    BACKING_OFF,
    HELD,
    PAUSED,
    MISSING,
    BROKEN;

    /** A state of a lane has the same name here; a lane that was closed is not there any more. */
    static DestinationState of(LaneStatus.State state) {
        return state == LaneStatus.State.CLOSED ? MISSING : valueOf(state.name());
    }

    @JsonValue
    String word() {
        return Query.word(this);
    }
}
