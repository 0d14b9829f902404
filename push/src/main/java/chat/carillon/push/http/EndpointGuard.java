package chat.carillon.push.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Finds the address that an endpoint is at, and whether it may be called.
///
/// The answer is the address to connect to, not a yes: whoever resolved the name again could be given
/// another one by whoever owns it. Thread-safe; blocks while the name is looked up.
public final class EndpointGuard {
    /// The resolver's own patience is longer, and is counted for each name server.
    private static final long LOOKUP_TIMEOUT_MILLIS = 5_000;

    /// Look-ups that may go on at a time, those that nobody waits for any more included.
    private static final int MAX_LOOKUPS = 256;

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final Resolver resolver;
    private final Semaphore lookups = new Semaphore(MAX_LOOKUPS);

    public EndpointGuard(Resolver resolver) {
        this.resolver = resolver;
    }

    /// Where an endpoint leads.
    public sealed interface Route {
        /// @param address to connect to
        record To(InetSocketAddress address) implements Route {}

        /// Not to be called, and the endpoint says so itself: it will never be.
        record Forbidden(String why) implements Route {}

        /// The name leads where nothing may be called. A broken name server says such things too, so it is
        /// no reason to forget the endpoint.
        record Astray(String why) implements Route {}

        /// Nobody knows, now.
        record Unknown(String why) implements Route {}
    }

    public Route route(URI endpoint, Reach reach) {
        if (endpoint.getHost() == null) {
            return new Route.Forbidden("the endpoint names no host");
        }
        String host = bare(endpoint.getHost());
        boolean secure = "https".equals(endpoint.getScheme());
        if (!secure && reach == Reach.PUBLIC) {
            return new Route.Forbidden("the endpoint is not https");
        }
        List<InetAddress> addresses;
        try {
            addresses = lookUp(host);
        } catch (UnknownHostException e) {
            return new Route.Unknown("the host cannot be resolved");
        }
        for (InetAddress address : addresses) {
            if (!allowed(address, secure, reach)) {
                return isLiteral(host)
                        ? new Route.Forbidden("the endpoint's address is not public")
                        : new Route.Astray("the endpoint's host leads to an address that is not public");
            }
        }
        int port = endpoint.getPort() > 0 ? endpoint.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
        return new Route.To(new InetSocketAddress(addresses.getFirst(), port));
    }

    private static boolean allowed(InetAddress address, boolean secure, Reach reach) {
        return switch (reach) {
            case ANYWHERE -> true;
            case PUBLIC -> PublicAddresses.contain(address);
            case PUBLIC_OR_LOOPBACK -> address.isLoopbackAddress() || secure && PublicAddresses.contain(address);
        };
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /// Digits and dots in any spelling count: `2130706433` and `0x7f.1` are 127.0.0.1 to some resolvers.
    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0
                || host.matches("(?:0[xX][0-9a-fA-F]*|[0-9]+)(?:\\.(?:0[xX][0-9a-fA-F]*|[0-9]+))*\\.?");
    }

    private List<InetAddress> lookUp(String host) throws UnknownHostException {
        if (!lookups.tryAcquire()) {
            throw new UnknownHostException("too many look-ups");
        }
        var found = new CompletableFuture<List<InetAddress>>();
        Thread.ofVirtual().name("push-lookup").start(() -> {
            try {
                found.complete(resolver.resolve(host));
            } catch (UnknownHostException | RuntimeException e) {
                found.completeExceptionally(e);
            } finally {
                lookups.release();
            }
        });
        try {
            List<InetAddress> addresses = found.get(LOOKUP_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            if (addresses.isEmpty()) {
                throw new UnknownHostException("no address");
            }
            return addresses;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException("interrupted");
        } catch (ExecutionException | TimeoutException e) {
            throw new UnknownHostException("no answer");
        }
    }
}
