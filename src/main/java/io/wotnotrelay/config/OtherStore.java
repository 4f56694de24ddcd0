package io.wotnotrelay.config;

import java.util.Optional;

/** The settings of a store that is not the one in use. */
public final class OtherStore {
    private OtherStore() {}

    /**
     * The store at this URL, with the user and the password that the settings name; empty where no store is written so.
     *
     * @param url as it would stand in {@code relay.store.url}
     */
    public static Optional<Settings.Store> at(Settings settings, String url) {
        try {
            String read = Form.STORE_URL.read().apply(url);
            Settings.Store here = settings.store();
            return Optional.of(new Settings.Store(
                    SettingsLoader.storeUrl(settings.home(), settings.data(), read),
                    here.minFree(),
                    here.user(),
                    here.password(),
                    here.pool()));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** How such a URL is written. */
    public static String form() {
        return Form.STORE_URL.write();
    }
}
