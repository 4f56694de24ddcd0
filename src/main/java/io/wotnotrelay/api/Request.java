package io.wotnotrelay.api;

import java.util.Map;

/**
 * What a resource is asked.
 *
 * @param path the parts of the path that stand for something, decoded
 * @param body empty where there is none
 */
record Request(Rooms rooms, Map<String, String> path, Query query, byte[] body) {
    String path(String name) {
        return path.get(name);
    }
}
