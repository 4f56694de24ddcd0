package io.wotnotrelay.sink;

import java.io.IOException;
import java.io.RandomAccessFile;

/** How what is appended to a file hangs together with what is in it. */
interface Layout {
    /** Whether a file that is not empty is laid out this way; if not, nothing of this layout may be appended to it. */
    boolean fits(RandomAccessFile file) throws IOException;

    /** Where and with what to go on in a file of this length, which a crash may have left with half a line. */
    Start start(RandomAccessFile file, long length) throws IOException;

    /**
     * @param at the offset to write at; what stands behind it is half a line and is cut off
     * @param before bytes to write first
     */
    record Start(long at, byte[] before) {
        private static final byte[] NOTHING = {};

        static Start at(long offset) {
            return new Start(offset, NOTHING);
        }
    }

    /** Lines that end with a line feed. Half a line gets its end, so that it spoils no other. */
    Layout LINES = new Layout() {
        @Override
        public boolean fits(RandomAccessFile file) {
            return true;
        }

        @Override
        public Start start(RandomAccessFile file, long length) throws IOException {
            if (length == 0) {
                return Start.at(0);
            }
            file.seek(length - 1);
            return file.read() == '\n' ? Start.at(length) : new Start(length, new byte[] {'\n'});
        }
    };
}
