package io.wotnotrelay.webhook;

import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who sent a request: the peer, or what a trusted proxy in front of the relay says in X-Forwarded-For. */
final class ClientAddress {
    private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+):\\d+|\\[([^]]*)](?::\\d+)?");

    /** RFC 4291 section 2.5.5.2. */
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private final List<Network> trusted = new ArrayList<>();

    /**
     * @param trustedProxies addresses or networks such as {@code 10.0.0.0/8}
     * @throws IllegalArgumentException with a sentence that names the entry that is neither
     */
    ClientAddress(List<String> trustedProxies) {
        for (String entry : trustedProxies) {
            trusted.add(Network.parse(entry.strip()));
        }
    }

    boolean trustsProxies() {
        return !trusted.isEmpty();
    }

    /**
     * The right-most address that no trusted proxy has, since whatever stands left of it anyone may have written.
     *
     * @param forwarded values of X-Forwarded-For, in order
     */
    String of(String peer, List<String> forwarded) {
        List<String> hops = new ArrayList<>();
        for (String value : forwarded) {
            Collections.addAll(hops, value.split(","));
        }
        String client = peer;
        for (int i = hops.size() - 1; i >= 0 && trusts(client); i--) {
            byte[] hop = bytes(withoutPort(hops.get(i).strip()));
            if (hop == null) {
                break;
            }
            client = NetUtil.bytesToIpAddress(hop);
        }
        return client;
    }

    /** Some proxies write the port behind the address, and then IPv6 in brackets. */
    private static String withoutPort(String hop) {
        Matcher matcher = WITH_PORT.matcher(hop);
        return matcher.matches() ? matcher.group(matcher.group(1) == null ? 2 : 1) : hop;
    }

    /** Null when it is no address. An IPv4 address that is written as IPv6 is the IPv4 address. */
    private static byte[] bytes(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null || bytes.length == 4) {
            return bytes;
        }
        boolean mapped = Arrays.equals(bytes, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
        return mapped ? Arrays.copyOfRange(bytes, MAPPED.length, bytes.length) : bytes;
    }

    private boolean trusts(String address) {
        byte[] bytes = bytes(address);
        return bytes != null && trusted.stream().anyMatch(n -> n.holds(bytes));
    }

    private record Network(byte[] address, int bits) {
        static Network parse(String entry) {
            int slash = entry.indexOf('/');
            byte[] address = NetUtil.createByteArrayFromIpAddressString(slash < 0 ? entry : entry.substring(0, slash));
            int most = address == null ? 0 : address.length * 8;
            int bits = slash < 0 ? most : bits(entry.substring(slash + 1));
            if (address == null || bits < 0 || bits > most) {
                throw new IllegalArgumentException("relay.webhook.trusted-proxies: \"" + entry
                        + "\" is neither an address nor a network. Write it like 10.0.0.7 or 10.0.0.0/8.");
            }
            return new Network(address, bits);
        }

        private static int bits(String text) {
            return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
        }

        boolean holds(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit & 7);
                if ((address[bit >> 3] & mask) != (other[bit >> 3] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
