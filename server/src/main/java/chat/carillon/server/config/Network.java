package chat.carillon.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// A range of network addresses such as `10.0.0.0/8` or `::1`.
public final class Network {
    private final String text;
    private final byte[] prefix;
    private final int bits;

    private Network(String text, byte[] prefix, int bits) {
        this.text = text;
        this.prefix = prefix;
        this.bits = bits;
    }

    /// Reads an address, or an address and the length of its prefix. Never asks a name server.
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        byte[] prefix = address.get().getAddress();
        int max = prefix.length * Byte.SIZE;
        try {
            int bits = slash < 0 ? max : Integer.parseInt(text.substring(slash + 1));
            return bits < 0 || bits > max ? Optional.empty() : Optional.of(new Network(text, prefix, bits));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// An address in digits; empty for a host name and for anything else.
    public static Optional<InetAddress> address(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 45 && text.matches("[0-9a-fA-F:.]+");
        boolean v4 = text.matches("\\d{1,3}(\\.\\d{1,3}){3}");
        if (!digits || !v4 && text.indexOf(':') < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if ((other[bit / Byte.SIZE] & mask) != (prefix[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
