package io.wotnotrelay.log.sqlite;

import io.wotnotrelay.log.sql.IntakeReads;
import io.wotnotrelay.log.sql.LaneReads;
import io.wotnotrelay.log.sql.Memory;
import io.wotnotrelay.log.sql.Statements;
import io.wotnotrelay.log.sql.Writer;
import java.sql.Connection;
import java.sql.SQLException;

/** The file that a writer writes into. */
final class SqliteStore implements Writer.Store {
    private final Database database;
    private final WalCare wal;
    private final Seam seam;

    /** Where tests make the writer's database fail. */
    interface Seam {
        SqliteStatements statements(Connection connection, WalCare wal) throws SQLException;
    }

    SqliteStore(Database database, WalCare wal, Seam seam) {
        this.database = database;
        this.wal = wal;
        this.seam = seam;
    }

    /**
     * When a sync has failed the kernel may forget what it did not write, and say so no more; hence a commit that was
     * reported as failed and is there is folded into the file, with a sync of its own, before anyone is told that its
     * events are there.
     */
    @Override
    public Statements open(Memory memory) throws SQLException {
        Connection connection = database.writing();
        boolean done = false;
        try {
            Statements opened = seam.statements(connection, wal);
            LaneReads.load(opened.session, memory.lanes());
            long onDisk = IntakeReads.head(opened.session);
            if (onDisk != memory.head()) {
                wal.secure(connection);
                IntakeReads.digests(opened.session, memory.window(), memory.head());
                memory.begin(onDisk);
            }
            done = true;
            return opened;
        } finally {
            if (!done) {
                connection.close();
            }
        }
    }
}
