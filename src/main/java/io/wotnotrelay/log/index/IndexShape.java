package io.wotnotrelay.log.index;

import io.wotnotrelay.log.derived.DerivedFile;
import java.util.List;

/** What an index file holds when it is new. */
final class IndexShape {
    static final DerivedFile.Shape SHAPE = new DerivedFile.Shape("index", 2, List.of(Volume.TABLE));

    private IndexShape() {}
}
