package io.wotnotrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.wotnotrelay.webhook.Body.Fit;
import io.wotnotrelay.webhook.Body.Room;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
    private static final int MOST = 1024 * 1024;

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 10, Body.SMALL, 300_000, Long.MAX_VALUE})
    void whateverWasAnnouncedTheBodyIsWhatCame(long announced) {
        byte[] sent = new byte[300_000];
        new Random(1).nextBytes(sent);
        Body body = new Body(new Room(10L * MOST), announced, MOST, false);
        int step = 1;
        for (int at = 0; at < sent.length; at += step, step = step * 3 % 70_001 + 1) {
            int part = Math.min(step, sent.length - at);
            assertThat(body.add(Buffer.buffer(sent).getBuffer(at, at + part))).isEqualTo(Fit.TAKEN);
        }
        assertThat(body.length()).isEqualTo(sent.length);
        assertThat(body.whole()).isEqualTo(sent);
        assertThat(body.whole()).isEqualTo(sent);
    }

    @Test
    void itsOwnBoundHoldsToTheByte() {
        Body body = new Body(new Room(10L * MOST), -1, MOST, false);
        assertThat(body.add(Buffer.buffer(new byte[MOST]))).isEqualTo(Fit.TAKEN);
        assertThat(body.add(Buffer.buffer(new byte[1]))).isEqualTo(Fit.TOO_LARGE);
    }

    @Test
    void aSmallBodyIsTakenThoughThereIsNoRoom() {
        Body body = new Body(new Room(0), -1, MOST, false);
        assertThat(body.add(Buffer.buffer(new byte[Body.SMALL]))).isEqualTo(Fit.TAKEN);
        assertThat(body.add(Buffer.buffer(new byte[1]))).isEqualTo(Fit.NO_ROOM);
    }

    @Test
    void strangersLeaveRoomToTheRealSender() {
        Room room = new Room(2L * MOST);
        Body stranger = new Body(room, -1, MOST, false);
        assertThat(stranger.add(Buffer.buffer(new byte[MOST]))).isEqualTo(Fit.NO_ROOM);
        assertThat(new Body(room, -1, MOST, true).add(Buffer.buffer(new byte[200_000])))
                .isEqualTo(Fit.TAKEN);
    }

    @Test
    void whatWasTakenIsGivenBackOnce() {
        Room room = new Room(2L * MOST);
        for (int i = 0; i < 20; i++) {
            Body body = new Body(room, -1, MOST, true);
            assertThat(body.add(Buffer.buffer(new byte[MOST]))).isEqualTo(Fit.TAKEN);
            assertThat(new Body(room, -1, MOST, true).add(Buffer.buffer(new byte[MOST])))
                    .isEqualTo(Fit.NO_ROOM);
            body.release();
            body.release();
        }
    }
}
