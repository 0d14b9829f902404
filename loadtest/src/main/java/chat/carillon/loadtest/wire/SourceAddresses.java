package chat.carillon.loadtest.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where connections come from. One address has some 28,000 ports for one server port, and servers limit what an
/// address may do; on the loopback there are more addresses, so connections take turns.
public final class SourceAddresses {
    /// As many as `shared` load generators commonly use; each then has few enough connections for any limit.
    private static final int LOOPBACK_ADDRESSES = 16;

    private final List<InetSocketAddress> sources;

    private SourceAddresses(List<InetSocketAddress> sources) {
        this.sources = sources;
    }

    /// 127.0.0.2 and the following for an IPv4 loopback target; otherwise none, and the kernel chooses.
    public static SourceAddresses of(InetSocketAddress target) {
        List<InetSocketAddress> sources = new ArrayList<>();
        InetAddress address = target.getAddress();
        if (address != null && address.isLoopbackAddress() && address.getAddress().length == 4) {
            for (int i = 0; i < LOOPBACK_ADDRESSES; i++) {
                sources.add(new InetSocketAddress(loopback(i + 2), 0));
            }
        }
        return new SourceAddresses(List.copyOf(sources));
    }

    /// The address of the `index`th connection.
    public Optional<InetSocketAddress> of(int index) {
        return sources.isEmpty() ? Optional.empty() : Optional.of(sources.get(index % sources.size()));
    }

    private static InetAddress loopback(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
