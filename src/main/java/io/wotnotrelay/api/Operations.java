package io.wotnotrelay.api;

import java.util.List;
import java.util.stream.Stream;

/** Everything the API can do. */
final class Operations {
    static final List<Operation> ALL = Stream.of(
                    EventsResource.OPERATIONS,
                    ReceiptsResource.OPERATIONS,
                    DeliveriesResource.OPERATIONS,
                    ConversationsResource.OPERATIONS,
                    DestinationsResource.OPERATIONS,
                    DestinationChanges.OPERATIONS,
                    DestinationTests.OPERATIONS,
                    HistoryResource.OPERATIONS,
                    JobRequests.OPERATIONS,
                    JobsResource.OPERATIONS,
                    OpenApiResource.OPERATIONS)
            .flatMap(List::stream)
            .toList();

    private Operations() {}
}
