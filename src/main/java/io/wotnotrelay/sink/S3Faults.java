package io.wotnotrelay.sink;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What S3 answers when it takes no object (docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html), in plain words. */
final class S3Faults {
    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z]{1,60})</Code>");
    private static final Pattern REGION = Pattern.compile("<Region>([a-z0-9-]{2,40})</Region>");

    private static final Map<String, String> TO_MEND = Map.ofEntries(
            Map.entry("InvalidAccessKeyId", "S3 does not know the access key: correct accessKeyId."),
            Map.entry(
                    "SignatureDoesNotMatch", "The secret does not belong to the access key: correct secretAccessKey."),
            Map.entry("ExpiredToken", "The session token has expired: use a new one, or keys that do not expire."),
            Map.entry("InvalidToken", "S3 does not know the session token: correct sessionToken."),
            Map.entry(
                    "AccessDenied", "The user may not write into the bucket: grant it s3:PutObject on bucket/prefix*."),
            Map.entry("AllAccessDisabled", "The bucket is closed: ask who runs it."),
            Map.entry("AccountProblem", "The account has a problem: ask who runs it."),
            Map.entry("NoSuchBucket", "There is no such bucket: make it, or correct bucket."),
            Map.entry("InvalidBucketName", "There is no such bucket: correct bucket."),
            Map.entry("RequestTimeTooSkewed", "The clock of this machine is wrong: set it right."));

    private static final Set<String> ELSEWHERE = Set.of(
            "PermanentRedirect",
            "TemporaryRedirect",
            "AuthorizationHeaderMalformed",
            "IllegalLocationConstraintException");

    private S3Faults() {}

    static Exception of(URI origin, Answer answer) {
        String code = find(CODE, answer.text());
        if (ELSEWHERE.contains(code) || answer.status() == 301) {
            String region = answer.headers().getOrDefault("x-amz-bucket-region", find(REGION, answer.text()));
            boolean told = region.matches("[a-z0-9-]{2,40}");
            return mend(answer, "The bucket is in another region: set region" + (told ? " to " + region : "") + ".");
        }
        if (TO_MEND.containsKey(code)) {
            return mend(answer, TO_MEND.get(code));
        }
        if (code.equals("EntityTooLarge")) {
            return new UnfitEventException("the events are more than S3 takes in one object");
        }
        return code.equals("RequestTimeout") || code.equals("OperationAborted")
                ? new NotNowException("S3 cannot do it now (" + code + ").")
                : answer.failure(origin);
    }

    private static MisconfiguredException mend(Answer answer, String sentence) {
        return new MisconfiguredException(answer.status(), sentence);
    }

    private static String find(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }
}
