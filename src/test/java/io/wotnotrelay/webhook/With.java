package io.wotnotrelay.webhook;

import io.wotnotrelay.config.Settings;
import io.wotnotrelay.config.Settings.TokenPlace;
import java.time.Duration;
import java.util.List;

/** Settings that differ in one thing. */
final class With {
    private With() {}

    static Settings.Webhook tokens(Settings.Webhook s, String token, String previous, TokenPlace... places) {
        return new Settings.Webhook(
                s.host(),
                s.port(),
                s.path(),
                token,
                previous,
                List.of(places),
                s.answerText(),
                s.maxBody(),
                s.maxConnections(),
                s.headTimeout(),
                s.bodyTimeout(),
                s.commitTimeout(),
                s.trustedProxies(),
                s.publicUrl());
    }

    static Settings.Webhook text(Settings.Webhook s) {
        return new Settings.Webhook(
                s.host(),
                s.port(),
                s.path(),
                s.token(),
                s.tokenPrevious(),
                s.tokenIn(),
                true,
                s.maxBody(),
                s.maxConnections(),
                s.headTimeout(),
                s.bodyTimeout(),
                s.commitTimeout(),
                s.trustedProxies(),
                s.publicUrl());
    }

    static Settings.Webhook port(Settings.Webhook s, int port) {
        return new Settings.Webhook(
                s.host(),
                port,
                s.path(),
                s.token(),
                s.tokenPrevious(),
                s.tokenIn(),
                s.answerText(),
                s.maxBody(),
                s.maxConnections(),
                s.headTimeout(),
                s.bodyTimeout(),
                s.commitTimeout(),
                s.trustedProxies(),
                s.publicUrl());
    }

    static Settings.Webhook bounds(Settings.Webhook s, int maxBody, int maxConnections) {
        return new Settings.Webhook(
                s.host(),
                s.port(),
                s.path(),
                s.token(),
                s.tokenPrevious(),
                s.tokenIn(),
                s.answerText(),
                maxBody,
                maxConnections,
                s.headTimeout(),
                s.bodyTimeout(),
                s.commitTimeout(),
                s.trustedProxies(),
                s.publicUrl());
    }

    static Settings.Webhook timeouts(Settings.Webhook s, Duration head, Duration body, Duration commit) {
        return new Settings.Webhook(
                s.host(),
                s.port(),
                s.path(),
                s.token(),
                s.tokenPrevious(),
                s.tokenIn(),
                s.answerText(),
                s.maxBody(),
                s.maxConnections(),
                head,
                body,
                commit,
                s.trustedProxies(),
                s.publicUrl());
    }

    static Settings.Webhook proxies(Settings.Webhook s, String... proxies) {
        return new Settings.Webhook(
                s.host(),
                s.port(),
                s.path(),
                s.token(),
                s.tokenPrevious(),
                s.tokenIn(),
                s.answerText(),
                s.maxBody(),
                s.maxConnections(),
                s.headTimeout(),
                s.bodyTimeout(),
                s.commitTimeout(),
                List.of(proxies),
                s.publicUrl());
    }

    static Settings.Webhook tls(Settings.Webhook s, Settings.Tls tls) {
        return new Settings.Webhook(
                s.host(),
                s.port(),
                s.path(),
                s.token(),
                s.tokenPrevious(),
                s.tokenIn(),
                s.answerText(),
                s.maxBody(),
                s.maxConnections(),
                s.headTimeout(),
                s.bodyTimeout(),
                s.commitTimeout(),
                s.trustedProxies(),
                s.publicUrl(),
                tls);
    }
}
