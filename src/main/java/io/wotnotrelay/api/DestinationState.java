package io.wotnotrelay.api;

import com.fasterxml.jackson.annotation.JsonValue;
import io.wotnotrelay.lane.LaneStatus;
import java.util.stream.Stream;

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

    /** As another replica told it; a word that this version does not know is of one that runs. */
    static DestinationState of(String told) {
        return Stream.of(LaneStatus.State.values())
                .filter(state -> state.name().equals(told))
                .map(DestinationState::of)
                .findFirst()
                .orElse(RUNNING);
    }

    @JsonValue
    String word() {
        return Query.word(this);
    }
}
