package chat.carillon.server.http;

import chat.carillon.server.config.Network;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out where a request comes from: from the socket's other end, or, where that is a trusted proxy, from what
/// the proxy says. Pure; thread-safe.
public final class ClientAddress {
    private static final int MAX_HOPS = 16;
    private static final int SITE_BYTES = 8;

    private final List<Network> trustedProxies;

    public ClientAddress(List<Network> trustedProxies) {
        this.trustedProxies = trustedProxies;
    }

    /// The client, and whether anybody stands in between whom we do not trust to say so.
    ///
    /// @param key for rate limits: the address, or the /64 network of an IPv6 address, which one household has
    /// @param direct false if the request was forwarded by somebody who is no trusted proxy
    public record Client(InetAddress address, String key, boolean direct) {}

    /// Of whom a request comes from.
    Client of(HttpServerRequest request) {
        String peer =
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        Optional<InetAddress> address = peer == null ? Optional.empty() : Network.address(peer.replaceAll("%.*", ""));
        String forwardedFor = request.getHeader("X-Forwarded-For");
        boolean forwarded = forwardedFor != null
                || request.headers().contains("Forwarded")
                || request.headers().contains("Via")
                || request.headers().contains("X-Real-IP");
        return of(address.orElse(InetAddress.getLoopbackAddress()), forwardedFor, forwarded);
    }

    /// @param peer the socket's other end
    /// @param forwardedFor the header `X-Forwarded-For`
    /// @param forwarded whether the request bears any sign of having been forwarded
    public Client of(InetAddress peer, @Nullable String forwardedFor, boolean forwarded) {
        InetAddress client = peer;
        boolean direct = !forwarded || trusted(peer);
        if (forwardedFor != null && trusted(peer)) {
            String[] hops = forwardedFor.split(",", -1);
            // Each proxy appends whom it heard: the last one that is no proxy of ours is the client.
            for (int i = hops.length - 1; i >= Math.max(0, hops.length - MAX_HOPS); i--) {
                Optional<InetAddress> hop = Network.address(hops[i].strip());
                if (hop.isEmpty()) {
                    break;
                }
                client = hop.get();
                if (!trusted(client)) {
                    break;
                }
            }
        }
        return new Client(client, key(client), direct);
    }

    public boolean trusted(InetAddress address) {
        return trustedProxies.stream().anyMatch(network -> network.contains(address));
    }

    private static String key(InetAddress address) {
        if (!(address instanceof Inet6Address) || address.isLoopbackAddress()) {
            return NetUtil.toAddressString(address);
        }
        ByteBuffer groups = ByteBuffer.wrap(address.getAddress(), 0, SITE_BYTES);
        var site = new StringBuilder();
        while (groups.hasRemaining()) {
            site.append(Integer.toHexString(Short.toUnsignedInt(groups.getShort())))
                    .append(':');
        }
        return site + ":/64";
    }
}
