package io.wotnotrelay.log.sql;

import java.sql.SQLException;

/** A few read connections. Each loan is one short question: nobody holds a transaction open. */
public interface Readers extends AutoCloseable {
    /** A question to the database. */
    interface Question<T> {
        T ask(Session session) throws SQLException;
    }

    /** Asks; throws {@link io.wotnotrelay.log.StoreUnavailableException} where there is no answer. */
    <T> T ask(Question<T> question);

    /** Waits for the questions being asked, then closes all connections. */
    @Override
    void close();
}
