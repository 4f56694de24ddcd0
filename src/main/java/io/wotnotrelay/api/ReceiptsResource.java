package io.wotnotrelay.api;

import io.wotnotrelay.log.Receipt;
import io.wotnotrelay.webhook.Rejection;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** {@code /receipts}: the requests that came, also those that were refused. */
final class ReceiptsResource {
    static final List<Operation> OPERATIONS = List.of(
            Operation.get("/receipts", ReceiptsResource::list, "outcome", "cause", "since", "until", "limit", "after"),
            Operation.get("/receipts/{id}", ReceiptsResource::one),
            Operation.get("/receipts/{id}/body", ReceiptsResource::body));

    private static final String START = "rcp_";

    private ReceiptsResource() {}

    static Page<ReceiptView> list(Request request) {
        return new ReceiptSearch(request).page();
    }

    static ReceiptView one(Request request) {
        long id = number(request.path("id"));
        Rooms rooms = request.rooms();
        List<Receipt> taken = rooms.log().receipts(id + 1, 1);
        if (!taken.isEmpty() && taken.get(0).id() == id && !taken.get(0).own()) {
            return ReceiptView.of(taken.get(0));
        }
        List<Rejection> refused = rooms.rejections().list(id + 1, 1);
        if (!refused.isEmpty() && refused.get(0).id() == id) {
            return ReceiptView.of(refused.get(0));
        }
        throw Refusal.missing("There is no receipt of this id, or it is no longer kept.");
    }

    /** By way of a file: a body may be larger than the heap has room for. */
    static Download body(Request request) {
        ReceiptView receipt = one(request);
        try {
            // the name under which the start clears away what a crash has left
            Path file = Files.createTempFile(request.rooms().data(), "rejected-", ".body");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                if (request.rooms().rejections().body(number(receipt.id()), out)) {
                    return new Download(file, receipt.id() + ".body");
                }
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw Refusal.missing("No body is kept for this receipt: only of authentic requests that were refused.");
    }

    private static long number(String id) {
        if (!id.matches(START + "[0-7][0-9a-f]{15}")) {
            throw Refusal.missing("There is no receipt of this id; ids look like rcp_0123456789abcdef.");
        }
        return HexFormat.fromHexDigitsToLong(id, START.length(), id.length());
    }
}
