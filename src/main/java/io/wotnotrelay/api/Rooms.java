package io.wotnotrelay.api;

import io.wotnotrelay.conversation.Contexts;
import io.wotnotrelay.destination.Destinations;
import io.wotnotrelay.lane.Jobs;
import io.wotnotrelay.lane.Lanes;
import io.wotnotrelay.log.LogStore;
import io.wotnotrelay.log.index.EventIndex;
import io.wotnotrelay.replica.Replicas;
import io.wotnotrelay.webhook.Rejections;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What the API shows and acts on.
 *
 * @param data the data folder, for what is too large to be answered from memory
 */
public record Rooms(
        LogStore log,
        EventIndex index,
        Contexts contexts,
        Rejections rejections,
        Lanes lanes,
        Jobs jobs,
        Destinations destinations,
        Replicas replicas,
        Path data,
        Clock clock) {}
