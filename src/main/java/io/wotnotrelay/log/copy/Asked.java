package io.wotnotrelay.log.copy;

import java.sql.SQLException;

/** Asks a store for something, so that what fails is told as what happened there. */
final class Asked {
    private Asked() {}

    interface Question<T> {
        T ask() throws SQLException;
    }

    interface Order {
        void carryOut() throws SQLException;
    }

    static <T> T of(Reading store, Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException e) {
            throw new MigrationException(store.fault(e), e);
        }
    }

    static void to(Reading store, Order order) {
        of(store, () -> {
            order.carryOut();
            return null;
        });
    }
}
