package io.wotnotrelay.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html. */
class AwsSignatureTest {
    private static final AwsSignature SIGNATURE =
            new AwsSignature("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1");

    @Test
    void anObjectThatIsPutIsSignedAsInAmazonsExample() {
        String hash = AwsSignature.sha256("Welcome to Amazon S3.".getBytes(StandardCharsets.UTF_8));
        assertThat(hash).isEqualTo("44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072");
        assertThat(SIGNATURE.authorization(
                        "PUT",
                        "/test%24file.text",
                        Map.of(
                                "Date", "Fri, 24 May 2013 00:00:00 GMT",
                                "Host", "examplebucket.s3.amazonaws.com",
                                "x-amz-date", "20130524T000000Z",
                                "x-amz-storage-class", "REDUCED_REDUNDANCY",
                                "x-amz-content-sha256", hash)))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + "SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,"
                        + "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }

    @Test
    void aPartOfAnObjectThatIsReadIsSignedAsInAmazonsExample() {
        assertThat(SIGNATURE.authorization(
                        "GET",
                        "/test.txt",
                        Map.of(
                                "Host", "examplebucket.s3.amazonaws.com",
                                "Range", "bytes=0-9",
                                "x-amz-content-sha256", AwsSignature.sha256(new byte[0]),
                                "x-amz-date", "20130524T000000Z")))
                .endsWith("Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    @Test
    void aTimeIsWrittenAsAmazonWantsIt() {
        assertThat(AwsSignature.time(Instant.parse("2013-05-24T00:00:00.9Z"))).isEqualTo("20130524T000000Z");
    }

    @Test
    void theSecretIsNotPrinted() {
        assertThat(SIGNATURE.toString()).doesNotContain("wJalr");
    }
}
