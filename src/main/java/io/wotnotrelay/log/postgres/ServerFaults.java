package io.wotnotrelay.log.postgres;

import io.wotnotrelay.log.LogOpenException;
import io.wotnotrelay.log.StoreUnavailableException;
import io.wotnotrelay.log.sql.Faults;
import java.sql.SQLException;

/** What to say when PostgreSQL fails. By the classes of its error codes (PostgreSQL documentation, appendix A). */
final class ServerFaults implements Faults {
    private static final String AGAIN = " Events are taken again by themselves then.";
    private final String server;

    ServerFaults(Server server) {
        this.server = server.name();
    }

    @Override
    public String sentence(Throwable cause) {
        return reason(cause) + AGAIN;
    }

    @Override
    public StoreUnavailableException full(long bytes) {
        return new StoreUnavailableException(
                "The database " + server + " is too slow: " + (bytes >> 20) + " MiB wait to be written.", null);
    }

    StoreUnavailableException unreadable(SQLException cause) {
        return new StoreUnavailableException("Reading the event log failed: " + reason(cause), cause);
    }

    LogOpenException refusal(SQLException cause) {
        return new LogOpenException(reason(cause) + " Then start again.", cause);
    }

    /** Whether the connection was lost, or could not be made. */
    boolean isAway(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    }

    /** What is wrong, and what to do about it. */
    String reason(Throwable cause) {
        if (!(cause instanceof SQLException failure)) {
            return "The event log " + server + " takes no events now (" + cause + ").";
        }
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String said = message(failure);
        return switch (state) {
            case "08001" ->
                said.contains("targetServerType")
                        ? "The database " + server + " is a standby or read-only, or no longer the primary (" + said
                                + "): name the primary in relay.store.url."
                        : away(said);
            case "08004" ->
                "The database " + server + " turns the connection away (" + said
                        + "): look at sslmode in relay.store.url, and at what the server allows.";
            case "28P01", "28000" ->
                "The database " + server + " refuses the user or the password (" + said
                        + "): look at relay.store.user and relay.store.password, and at its pg_hba.conf.";
            case "3D000" -> "There is no such database as " + server + " (" + said + "): create it.";
            case "42501" ->
                "The database " + server + " does not let this user do that (" + said
                        + "): make the user the owner of its schema.";
            case "53100" -> "The disk of the database " + server + " is full: free some space there.";
            case "53300" ->
                "The database " + server + " has no connection left (" + said
                        + "): raise its max_connections, or lower relay.store.pool.";
            case "25006" -> "The database " + server + " is read-only (" + said + "): name its primary.";
            default ->
                isAway(failure) ? away(said) : "The database " + server + " fails (" + said + "): look at its log.";
        };
    }

    private String away(String said) {
        return "The database " + server + " does not answer (" + said
                + "): see that it runs and can be reached, and that relay.store.url names it.";
    }

    private static String message(SQLException failure) {
        String text = String.valueOf(failure.getMessage());
        int end = text.indexOf('\n');
        String line = (end < 0 ? text : text.substring(0, end)).strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
