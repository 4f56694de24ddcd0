package io.wotnotrelay.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** IP addresses and networks (CIDR), told apart from names so that no name is ever looked up. */
final class Networks {
    private Networks() {}

    /**
     * The same text when it is an address or a network.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static String checked(String s) {
        int slash = s.indexOf('/');
        String address = slash < 0 ? s : s.substring(0, slash);
        int bits = bits(address);
        if (slash >= 0) {
            String prefix = s.substring(slash + 1);
            if (!prefix.matches("\\d{1,3}") || Integer.parseInt(prefix) > bits) {
                throw new IllegalArgumentException("not a network");
            }
        }
        return s;
    }

    private static int bits(String address) {
        boolean four = address.matches("\\d{1,3}(\\.\\d{1,3}){3}");
        if (!four && !address.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            throw new IllegalArgumentException("not an address");
        }
        try {
            InetAddress.getByName(address);
            return four ? 32 : 128;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
