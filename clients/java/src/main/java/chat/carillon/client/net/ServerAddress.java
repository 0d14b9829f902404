package chat.carillon.client.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Where a server is: the base of its HTTP calls, and its socket; and to which other hosts it may send a client.
///
/// @param base such as `https://chat.example.org`, without a `/` at its end
/// @param alsoHosts names of hosts, or `*.` before a domain, besides the own one
public record ServerAddress(URI base, Set<String> alsoHosts) {
    /// One name, or all below a domain that is more than a top-level one.
    private static final Pattern HOSTS =
            Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*|\\[[0-9a-f:.]+]|\\*(\\.[a-z0-9-]+){2,}");

    private static final int MAX_CHARS = 2_048;
    private static final String TLS = "https";

    public ServerAddress {
        alsoHosts = Set.copyOf(alsoHosts);
    }

    /// Understands `http`, `https`, `ws` and `wss`, with or without the socket's path.
    ///
    /// @throws IllegalArgumentException for anything else
    public static ServerAddress of(URI address) {
        String scheme = switch (String.valueOf(address.getScheme())) {
            case "http", "ws" -> "http";
            case "https", "wss" -> TLS;
            default -> throw unexpected(address);
        };
        if (address.getHost() == null) {
            throw unexpected(address);
        }
        String path = address.getPath().replaceFirst("(/v1/socket)?/*$", "");
        try {
            var base = new URI(scheme, null, address.getHost(), address.getPort(), path, null, null);
            return new ServerAddress(base, Set.of());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static IllegalArgumentException unexpected(URI address) {
        return new IllegalArgumentException(
                "server address '%s' (expected: such as http://localhost:8080)".formatted(address));
    }

    /// As this, with other hosts that it may send a client to.
    ///
    /// @param hosts names, or `*.` before a domain for all hosts below it
    /// @throws IllegalArgumentException for anything else
    public ServerAddress allowing(Collection<String> hosts) {
        for (String host : hosts) {
            if (!HOSTS.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
                throw new IllegalArgumentException(
                        "host '%s' (expected: such as chat-1.example.org or *.chat.example.org)".formatted(host));
            }
        }
        return new ServerAddress(
                base,
                Set.copyOf(hosts.stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .toList()));
    }

    /// Another address to which the server sends a client, if a client may show its ticket there: with TLS where this
    /// one has TLS, and on its own host, whatever the port, or on one that the application allowed.
    public Optional<ServerAddress> sibling(String address) {
        if (address.length() > MAX_CHARS) {
            return Optional.empty();
        }
        try {
            var uri = new URI(address);
            ServerAddress other = of(uri);
            boolean safe =
                    !base.getScheme().equals(TLS) || other.base.getScheme().equals(TLS);
            return safe && uri.getUserInfo() == null && allows(other.base.getHost())
                    ? Optional.of(other)
                    : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean allows(String mixedCase) {
        String host = mixedCase.toLowerCase(Locale.ROOT);
        return host.equals(base.getHost().toLowerCase(Locale.ROOT))
                || alsoHosts.contains(host)
                || alsoHosts.stream()
                        .anyMatch(allowed -> allowed.startsWith("*") && host.endsWith(allowed.substring(1)));
    }

    public URI socket() {
        return URI.create(base.toString().replaceFirst("^http", "ws") + "/v1/socket");
    }

    /// A part of a path or query, as [#resolve] wants it.
    public static String encode(Object part) {
        return URLEncoder.encode(part.toString(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// @param pathAndQuery begins with `/`, encoded
    public URI resolve(String pathAndQuery) {
        return URI.create(base + pathAndQuery);
    }
}
