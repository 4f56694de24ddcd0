package io.wotnotrelay.sink;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Google's refusals in the words of whoever must act. What mends itself (429, 5xx) stays a status of HTTP, which the lane
 * knows how to wait for. Google's own texts are not repeated: they may quote what stands in a cell.
 */
final class GoogleFaults {
    private final ServiceAccount account;
    private final URI root;

    GoogleFaults(ServiceAccount account, URI root) {
        this.account = account;
        this.root = root;
    }

    /** A call of Google's client. */
    interface Call<T> {
        T now() throws IOException;
    }

    /**
     * @throws MisconfiguredException when somebody must mend something
     * @throws HttpOperationFailedException for any other status
     * @throws IOException for what the network does
     */
    <T> T told(Call<T> call) throws Exception {
        try {
            return call.now();
        } catch (HttpResponseException e) {
            throw refused(e);
        } catch (IOException e) {
            HttpResponseException token = answered(e);
            throw token == null ? e : noToken(token);
        }
    }

    private static HttpResponseException answered(Throwable e) {
        Throwable t = e.getCause();
        for (int i = 0; t != null && i < 20; i++, t = t.getCause()) {
            if (t instanceof HttpResponseException answered) {
                return answered;
            }
        }
        return null;
    }

    private Exception noToken(HttpResponseException e) {
        int status = e.getStatusCode();
        if (status == 408 || status == 429 || status >= 500) {
            return status(e, account.tokenUri());
        }
        return new MisconfiguredException(
                status,
                "Google accepts the key of " + account.email()
                        + " no more: was the key or the account deleted, or is the"
                        + " clock of this machine wrong? Make a new key and set serviceAccountKey.");
    }

    private Exception refused(HttpResponseException e) {
        return switch (e.getStatusCode()) {
            case 401 -> mend(e, "Google does not accept the login of " + account.email() + "; make a new key.");
            case 403 -> forbidden(e);
            case 404 ->
                mend(
                        e,
                        "There is no spreadsheet of this id, or it is not shared with " + account.email()
                                + ": check spreadsheetId, and share the sheet with that address as an editor.");
            case 400 -> badRequest(e);
            default -> status(e, root);
        };
    }

    private Exception forbidden(HttpResponseException e) {
        String reason = reason(e);
        if (reason.contains("RateLimitExceeded") || reason.equals("rateLimitExceeded") || reason.contains("quota")) {
            return quota(e);
        }
        if (reason.equals("accessNotConfigured") || said(e).contains("has not been used in project")) {
            return mend(
                    e,
                    "The Google Sheets API is not enabled in the project of " + account.email()
                            + ": enable it in Google's cloud console, under APIs and services.");
        }
        return mend(e, "Google lets no rows in: share the sheet with " + account.email() + " as an editor.");
    }

    private Exception badRequest(HttpResponseException e) {
        String said = said(e);
        if (said.contains("protected")) {
            return mend(e, "The sheet is protected: let " + account.email() + " edit it, or take the protection away.");
        }
        if (said.contains("above the limit") || said.contains("cells in the workbook")) {
            return mend(e, "The spreadsheet is full (Google's limit is 10 million cells): begin a new one.");
        }
        if (said.contains("not supported for this document") || reason(e).equals("failedPrecondition")) {
            return mend(
                    e,
                    "This is an Office file and not a Google spreadsheet: save it as Google Sheets, and use its id.");
        }
        return status(e, root);
    }

    private static MisconfiguredException mend(HttpResponseException e, String sentence) {
        return new MisconfiguredException(e.getStatusCode(), sentence);
    }

    /** Older answers say 403 where they mean 429. */
    private HttpOperationFailedException quota(HttpResponseException e) {
        return new HttpOperationFailedException(root.toString(), 429, "Too Many Requests", null, headers(e), "");
    }

    private static HttpOperationFailedException status(HttpResponseException e, URI from) {
        return new HttpOperationFailedException(
                from.getScheme() + "://" + from.getRawAuthority(),
                e.getStatusCode(),
                e.getStatusMessage(),
                null,
                headers(e),
                "");
    }

    private static Map<String, String> headers(HttpResponseException e) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (e.getHeaders() != null && e.getHeaders().getRetryAfter() != null) {
            headers.put("Retry-After", e.getHeaders().getRetryAfter());
        }
        return headers;
    }

    private static GoogleJsonError details(HttpResponseException e) {
        return e instanceof GoogleJsonResponseException json ? json.getDetails() : null;
    }

    private static String said(HttpResponseException e) {
        GoogleJsonError details = details(e);
        return details == null || details.getMessage() == null ? "" : details.getMessage();
    }

    private static String reason(HttpResponseException e) {
        GoogleJsonError details = details(e);
        boolean none = details == null
                || details.getErrors() == null
                || details.getErrors().isEmpty();
        String reason = none ? null : details.getErrors().get(0).getReason();
        return reason == null ? "" : reason;
    }
}
