package io.wotnotrelay.webhook;

import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Who sent a request: the peer, or what a trusted proxy in front of the relay says in X-Forwarded-For. */
final class ClientAddress {
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
            String hop = hops.get(i).strip();
            if (NetUtil.createByteArrayFromIpAddressString(hop) == null) {
                break;
            }
            client = hop;
        }
        return client;
    }

    private boolean trusts(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
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
