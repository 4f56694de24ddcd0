package io.wotnotrelay.destination.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import io.wotnotrelay.lane.Result.Failed;
import io.wotnotrelay.lane.Result.Failure;
import io.wotnotrelay.sink.NotNowException;
import io.wotnotrelay.sink.UnfitEventException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

    private final Redaction redaction = new Redaction();
    private final Failures failures = new Failures(redaction, Clock.fixed(NOW, ZoneOffset.UTC));

    private static HttpOperationFailedException http(int code, Map<String, String> headers) {
        return new HttpOperationFailedException(
                "https://user:pass@hooks.example.com:8443/services/T0/B1/s3cret?key=abc",
                code,
                "Nope",
                null,
                headers,
                "body");
    }

    @ParameterizedTest
    @CsvSource({
        "400, PERMANENT", "401, CONFIGURATION", "403, CONFIGURATION", "404, PERMANENT", "408, TRANSIENT",
                "409, PERMANENT",
        "410, PERMANENT", "422, PERMANENT", "425, TRANSIENT", "429, QUOTA", "500, TRANSIENT", "502, TRANSIENT",
        "503, TRANSIENT", "599, TRANSIENT", "301, CONFIGURATION", "307, CONFIGURATION"
    })
    void aStatusOfHttpHasItsClass(int code, Failure failure) {
        Failed failed = failures.read(http(code, Map.of()));
        assertThat(failed.failure()).isEqualTo(failure);
        assertThat(failed.code()).isEqualTo(code);
        assertThat(failed.cause()).startsWith("https://hooks.example.com:8443 answered " + code + " Nope");
    }

    @Test
    void anUrlLosesAllButItsServer() {
        assertThat(failures.read(http(500, Map.of())).cause())
                .doesNotContain("user", "pass", "s3cret", "services", "abc");
        assertThat(failures.read(new IOException("POST https://u:p@example.com/s3cret?token=x failed"))
                        .cause())
                .isEqualTo("IOException: POST https://example.com failed");
    }

    @Test
    void aRedirectSaysThatItIsNotFollowed() {
        assertThat(failures.read(http(302, Map.of())).cause()).contains("redirects are not followed");
    }

    @ParameterizedTest
    @CsvSource({
        "Retry-After, 120, PT2M",
        "retry-after, 0, PT0S",
        "Retry-After, 'Fri, 01 May 2026 10:01:30 GMT', PT1M30S",
        "Retry-After, 'Fri, 01 May 2026 09:00:00 GMT', PT0S",
        "Retry-After, 9999999999, PT168H"
    })
    void retryAfterIsSecondsOrADate(String header, String value, Duration wait) {
        assertThat(failures.read(http(429, Map.of(header, value))).retryAfter()).isEqualTo(wait);
    }

    @ParameterizedTest
    @CsvSource({"soon", "-1", "''"})
    void aRetryAfterThatMakesNoSenseIsNone(String value) {
        assertThat(failures.read(http(503, Map.of("Retry-After", value))).retryAfter())
                .isNull();
    }

    @Test
    void theNetworksFailuresAreTransient() {
        for (IOException e : new IOException[] {
            new SocketTimeoutException("Read timed out"), new ConnectException("Connection refused"),
            new SocketException("Connection reset"), new IOException("broken")
        }) {
            assertThat(failures.read(new RuntimeCamelException(e)).failure()).isEqualTo(Failure.TRANSIENT);
        }
    }

    @Test
    void anUnknownHostIsTheConfigurations() {
        Failed failed = failures.read(
                new RuntimeCamelException(new UnknownHostException("hooks.exmaple.com: Name or service not known")));
        assertThat(failed.failure()).isEqualTo(Failure.CONFIGURATION);
        assertThat(failed.cause()).contains("hooks.exmaple.com").contains("correct");
    }

    @Test
    void aCertificateIsTheConfigurationsOtherTroubleOfTlsIsTheNetworks() {
        SSLHandshakeException untrusted = new SSLHandshakeException("PKIX path building failed");
        untrusted.initCause(new CertificateException("no path"));
        assertThat(failures.read(untrusted).failure()).isEqualTo(Failure.CONFIGURATION);
        assertThat(failures.read(new SSLException("closed")).failure()).isEqualTo(Failure.TRANSIENT);
    }

    @Test
    void aTemplatesFailureIsABadEventAndIsNotPrinted() {
        Failed failed = failures.read(
                new RuntimeCamelException("outer", new NullPointerException("body was Event[text=private]")));
        assertThat(failed.failure()).isEqualTo(Failure.BAD_EVENT);
        assertThat(failed.cause()).contains("NullPointerException").doesNotContain("private");
    }

    @Test
    void jsonThatCannotBeReadIsABadEventAlthoughItIsAnIoException() {
        assertThat(failures.read(new JsonParseException(null, "private")).failure())
                .isEqualTo(Failure.BAD_EVENT);
        assertThat(failures.read(new JsonParseException(null, "private")).cause())
                .doesNotContain("private");
    }

    @Test
    void whatTheDestinationSaidBeatsWhatIsWrappedAroundIt() {
        assertThat(failures.read(new IndexOutOfBoundsException("x") {
                            private static final long serialVersionUID = 1L;

                            @Override
                            public synchronized Throwable getCause() {
                                return http(403, Map.of());
                            }
                        })
                        .failure())
                .isEqualTo(Failure.CONFIGURATION);
    }

    @Test
    void anUnknownExceptionIsTransientSoThatNothingIsLost() {
        Failed failed = failures.read(new Exception("something of a third party"));
        assertThat(failed.failure()).isEqualTo(Failure.TRANSIENT);
        assertThat(failed.cause()).isEqualTo("Exception: something of a third party");
    }

    @Test
    void anErrorIsABadEventButNoMemoryIsNot() {
        assertThat(failures.read(new StackOverflowError()).failure()).isEqualTo(Failure.BAD_EVENT);
        assertThat(failures.read(new AssertionError("private")).cause()).doesNotContain("private");
        assertThat(failures.read(new OutOfMemoryError()).failure()).isEqualTo(Failure.TRANSIENT);
        assertThat(failures.read(new NoClassDefFoundError("a/B")).failure()).isEqualTo(Failure.CONFIGURATION);
    }

    @Test
    void aCauseIsOneLineOfBoundedLength() {
        String cause = failures.read(new Exception("a\r\nb\u001b[31m" + "x".repeat(5000)))
                .cause();
        assertThat(cause).startsWith("Exception: a b [31mxx").hasSizeLessThanOrEqualTo(300);
    }

    @Test
    void aKnownSecretIsNotShown() {
        redaction.hide("s3cr3t-value");
        assertThat(failures.read(new Exception("with s3cr3t-value inside")).cause())
                .isEqualTo("Exception: with ••• inside");
    }

    @Test
    void whatASinkCannotSendIsABadEventWithItsSentence() {
        Failed failed = failures.read(new RuntimeCamelException(new UnfitEventException("it has no address")));
        assertThat(failed.failure()).isEqualTo(Failure.BAD_EVENT);
        assertThat(failed.cause()).isEqualTo("it has no address");
    }

    @Test
    void whatAProviderCannotDoNowIsTriedAgainWithTheSinksOwnSentence() {
        Failed failed = failures.read(new RuntimeCamelException(new NotNowException("It is locked.")));
        assertThat(failed.failure()).isEqualTo(Failure.TRANSIENT);
        assertThat(failed.cause()).isEqualTo("It is locked.");
    }

    @Test
    void exceptionsInACircleEnd() {
        Exception a = new Exception("a");
        Exception b = new Exception("b", a);
        a.initCause(b);
        assertThat(failures.read(a).failure()).isEqualTo(Failure.TRANSIENT);
    }

    @ParameterizedTest
    @CsvSource({
        "401, x, CONFIGURATION", "403, forbidden, CONFIGURATION", "403, rateLimitExceeded, QUOTA",
        "403, userRateLimitExceeded, QUOTA", "404, notFound, CONFIGURATION", "400, badRequest, PERMANENT",
        "429, x, QUOTA", "500, x, TRANSIENT", "503, x, TRANSIENT"
    })
    void aRefusalOfGoogleHasItsClassWhateverItIsWrappedIn(int code, String reason, Failure failure) {
        HttpHeaders headers = new HttpHeaders().setRetryAfter("17");
        GoogleJsonError.ErrorInfo info = new GoogleJsonError.ErrorInfo();
        info.setReason(reason);
        GoogleJsonError details = new GoogleJsonError();
        details.setErrors(java.util.List.of(info));
        GoogleJsonResponseException google = new GoogleJsonResponseException(
                new HttpResponseException.Builder(code, "secret text", headers), details);

        Failed failed = failures.read(new RuntimeCamelException(new IOException("wrapped", google)));

        assertThat(failed.failure()).isEqualTo(failure);
        assertThat(failed.code()).isEqualTo(code);
        assertThat(failed.retryAfter()).isEqualTo(Duration.ofSeconds(17));
        assertThat(failed.cause()).startsWith("Google answered " + code).doesNotContain("secret");
    }

    @Test
    void aTokenThatGoogleRefusesHoldsTheLane() {
        HttpResponseException refused = new HttpResponseException.Builder(400, "x", new HttpHeaders()).build();

        assertThat(failures.read(new IOException("Error getting access token", refused))
                        .failure())
                .isEqualTo(Failure.CONFIGURATION);
    }
}
