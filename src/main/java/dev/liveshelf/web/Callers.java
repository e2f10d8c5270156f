package dev.liveshelf.web;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From which address a request comes. What headers say of that is believed of our own proxies only, and only as far as they
 * know it themselves: each has added at the end from whom it has it.
 */
final class Callers {

    private static final Pattern FOR =
            Pattern.compile("(?i)(?:^|[;,])\\s*for\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;,\\s\"]*))");
    private static final Pattern ADDRESS = Pattern.compile(
            "(\\d{1,3}(?:\\.\\d{1,3}){3})(?::\\w+)?|\\[([0-9a-fA-F:.]+)\\](?::\\w+)?|([0-9a-fA-F:.]*:[0-9a-fA-F:.]*)");

    /** Longer is nobody's way through proxies. */
    private static final int MOST_HOPS = 32;

    private final List<Network> proxies;

    private record Network(BigInteger address, int length, int bits) {

        static Network parse(String text) {
            int slash = text.indexOf('/');
            byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
            if (address == null) {
                throw new IllegalArgumentException("Not an address: " + text);
            }
            int bits = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
            return new Network(new BigInteger(1, address), address.length * 8, bits);
        }

        boolean has(byte[] other) {
            int rest = length - bits;
            return other.length * 8 == length
                    && new BigInteger(1, other).shiftRight(rest).equals(address.shiftRight(rest));
        }
    }

    /** @param proxies our own: addresses, or networks such as {@code 10.0.0.0/8} */
    Callers(Set<String> proxies) {
        this.proxies = proxies.stream().map(Network::parse).toList();
    }

    /**
     * Returns whose request this is, as a number: all of an IPv4 address, the network of an IPv6 one, for that is what one
     * household has.
     */
    long address(HttpServletRequest request) {
        byte[] nearest = bytes(request.getRemoteAddr());
        if (nearest == null) {
            return 0;
        }
        if (!isProxy(nearest)) {
            return number(nearest);
        }
        List<String> hops = hops(request, "X-Forwarded-For");
        List<String> others = new ArrayList<>();
        for (String header : Collections.list(request.getHeaders("Forwarded"))) {
            Matcher hop = FOR.matcher(header);
            while (hop.find() && others.size() < MOST_HOPS) {
                others.add(hop.group(1) == null ? hop.group(2) : hop.group(1));
            }
        }
        // Our proxies write one of the two, and pass on what a stranger has written into the other.
        byte[] one = farthest(nearest, hops);
        byte[] other = farthest(nearest, others);
        if (hops.isEmpty() || others.isEmpty()) {
            return number(hops.isEmpty() ? other : one);
        }
        return number(one) == number(other) ? number(one) : number(nearest);
    }

    private static List<String> hops(HttpServletRequest request, String name) {
        List<String> hops = new ArrayList<>();
        for (String header : Collections.list(request.getHeaders(name))) {
            for (String hop : header.split(",", MOST_HOPS)) {
                hops.add(hop.trim());
            }
        }
        return hops;
    }

    /** Goes back the way, from one proxy of ours to the next, to the first that is none. */
    private byte[] farthest(byte[] nearest, List<String> hops) {
        byte[] caller = nearest;
        for (int i = hops.size() - 1; i >= 0 && isProxy(caller); i--) {
            byte[] hop = bytes(hops.get(i));
            if (hop == null) {
                return caller; // it does not want to say
            }
            caller = hop;
        }
        return caller;
    }

    private boolean isProxy(byte[] address) {
        return proxies.stream().anyMatch(network -> network.has(address));
    }

    private static byte @Nullable [] bytes(String text) {
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches()) {
            return null;
        }
        try {
            // Never a name, so nobody is asked what it means.
            return InetAddress.getByName(address.group(address.group(1) != null ? 1 : address.group(2) != null ? 2 : 3))
                    .getAddress();
        } catch (UnknownHostException none) {
            return null;
        }
    }

    private static long number(byte[] address) {
        long number = address.length == 4 ? -1 : 0; // no network of anybody's begins with so many ones
        for (int i = 0; i < Math.min(8, address.length); i++) {
            number = (number << 8) | (address[i] & 0xff);
        }
        return number;
    }
}
