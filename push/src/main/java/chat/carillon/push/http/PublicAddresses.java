package chat.carillon.push.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/// Which addresses are of the public internet, by the registries of special-purpose addresses (RFC 6890).
///
/// Everything else is somebody's own network, and a user who can make the server call there sees what is
/// behind its firewall. An IPv6 address that carries an IPv4 address is as public as that one.
final class PublicAddresses {
    private static final List<Block> NOT_PUBLIC = List.of(
            block(0, 0, 0, 0, 8), // this network
            block(10, 0, 0, 0, 8), // private
            block(100, 64, 0, 0, 10), // between a provider and its customers
            block(127, 0, 0, 0, 8), // loopback
            block(169, 254, 0, 0, 16), // link-local, and the metadata of clouds
            block(172, 16, 0, 0, 12), // private
            block(192, 0, 0, 0, 24), // protocol assignments
            block(192, 0, 2, 0, 24), // documentation
            block(192, 31, 196, 0, 24), // AS112
            block(192, 52, 193, 0, 24), // multicast tunnels
            block(192, 88, 99, 0, 24), // 6to4 relays
            block(192, 168, 0, 0, 16), // private
            block(192, 175, 48, 0, 24), // AS112
            block(198, 18, 0, 0, 15), // benchmarks
            block(198, 51, 100, 0, 24), // documentation
            block(203, 0, 113, 0, 24), // documentation
            block(224, 0, 0, 0, 3)); // multicast, reserved, broadcast

    private PublicAddresses() {}

    /// The first `bits` of an IPv4 address.
    private record Block(int prefix, int bits) {
        boolean contains(int address) {
            return (address ^ prefix) >>> (32 - bits) == 0;
        }
    }

    private static Block block(int a, int b, int c, int d, int bits) {
        return new Block(a << 24 | b << 16 | c << 8 | d, bits);
    }

    static boolean contain(InetAddress address) {
        return switch (address) {
            case Inet4Address four -> containFour(four.getAddress(), 0);
            case Inet6Address six -> containSix(six.getAddress());
            default -> false;
        };
    }

    private static boolean containFour(byte[] bytes, int at) {
        int address = Byte.toUnsignedInt(bytes[at]) << 24
                | Byte.toUnsignedInt(bytes[at + 1]) << 16
                | Byte.toUnsignedInt(bytes[at + 2]) << 8
                | Byte.toUnsignedInt(bytes[at + 3]);
        return NOT_PUBLIC.stream().noneMatch(block -> block.contains(address));
    }

    /// Of IPv6 only 2000::/3 is given out to networks; what is special in it is left out.
    private static boolean containSix(byte[] bytes) {
        if (startsWith(bytes, 0x00, 0x64, 0xff, 0x9b) && zeros(bytes, 4, 12)) {
            return containFour(bytes, 12); // translated to IPv4 (NAT64)
        }
        if (startsWith(bytes, 0x20, 0x02)) {
            return containFour(bytes, 2); // 6to4
        }
        boolean global = (bytes[0] & 0xe0) == 0x20;
        boolean assignments = startsWith(bytes, 0x20, 0x01) && (bytes[2] & 0xfe) == 0; // with Teredo, ORCHID
        boolean documentation =
                startsWith(bytes, 0x20, 0x01, 0x0d, 0xb8) || startsWith(bytes, 0x3f, 0xff) && (bytes[2] & 0xf0) == 0;
        return global && !assignments && !documentation;
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (Byte.toUnsignedInt(bytes[i]) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean zeros(byte[] bytes, int from, int to) {
        return Arrays.equals(bytes, from, to, new byte[to - from], 0, to - from);
    }
}
