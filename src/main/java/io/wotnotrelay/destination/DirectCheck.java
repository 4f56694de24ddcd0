package io.wotnotrelay.destination;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether each {@code direct:} leads to a route of the same file; Camel finds out only when an event comes. */
final class DirectCheck {
    private DirectCheck() {}

    static void check(List<EndpointUse> uses, Findings findings) {
        Set<String> routes = uses.stream()
                .filter(use -> use.step().equals("from") && use.scheme().equals("direct"))
                .map(EndpointUse::path)
                .collect(Collectors.toSet());
        uses.stream()
                .filter(use -> use.scheme().equals("direct") && !use.step().equals("from"))
                .filter(use -> !use.path().contains("{{") && !routes.contains(use.path()))
                .forEach(use -> findings.error(
                        use.place(),
                        "No route of this file begins with direct:" + use.path()
                                + "; add one, for a file cannot reach the routes of another."));
    }
}
