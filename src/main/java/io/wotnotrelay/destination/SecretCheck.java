package io.wotnotrelay.destination;

import java.util.regex.Pattern;

/** Warns of secrets that stand in a file themselves, where whoever can read or share the file has them. */
final class SecretCheck {
    private static final Pattern NAME = Pattern.compile(
            "(?i).*(password|passphrase|secret|token|api-?key|access-?key|private-?key|credential|serviceaccountkey).*");

    /** Where a token comes from is no token: tokenUrl, oauth2TokenEndpoint. */
    private static final Pattern PLACE = Pattern.compile("(?i).*(url|uri|endpoint)");

    private static final Pattern USER = Pattern.compile("[a-z+]+://[^/@\\s{]+:[^/@\\s{]+@.*");

    private final KameletCheck kamelets;
    private final Findings findings;

    SecretCheck(KameletCheck kamelets, Findings findings) {
        this.kamelets = kamelets;
        this.findings = findings;
    }

    void check(EndpointUse use) {
        use.options().forEach((option, value) -> {
            boolean named =
                    NAME.matcher(option).matches() && !PLACE.matcher(option).matches();
            if ((named || kamelets.secret(use, option)) && open(value)) {
                findings.hide(value);
                findings.warning(
                        use.place(option),
                        "'" + option
                                + "' stands here in the open; put its value into a file or an environment variable and"
                                + " write {{file:PATH}} or {{env:NAME}}.");
            }
        });
        if (USER.matcher(use.uri()).matches()) {
            findings.warning(
                    use.place(),
                    "A password stands in this address; put it into a file or an environment variable, and write"
                            + " {{file:PATH}} or {{env:NAME}}.");
        }
    }

    private static boolean open(String value) {
        return !value.isBlank()
                && !value.contains("{{")
                && !value.contains("${")
                && !value.startsWith("file:")
                && !value.startsWith("#")
                && !value.equalsIgnoreCase("true")
                && !value.equalsIgnoreCase("false");
    }
}
