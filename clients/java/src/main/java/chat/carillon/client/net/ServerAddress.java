package chat.carillon.client.net;

import java.net.URI;
import java.net.URISyntaxException;

/// Where a server is: the base of its HTTP calls, and its socket.
///
/// @param base such as `https://chat.example.org`, without a `/` at its end
public record ServerAddress(URI base) {

    /// Understands `http`, `https`, `ws` and `wss`, with or without the socket's path.
    ///
    /// @throws IllegalArgumentException for anything else
    public static ServerAddress of(URI address) {
        String scheme = switch (String.valueOf(address.getScheme())) {
            case "http", "ws" -> "http";
            case "https", "wss" -> "https";
            default -> throw unexpected(address);
        };
        if (address.getHost() == null) {
            throw unexpected(address);
        }
        String path = address.getPath().replaceFirst("(/v1/socket)?/*$", "");
        try {
            return new ServerAddress(new URI(scheme, null, address.getHost(), address.getPort(), path, null, null));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static IllegalArgumentException unexpected(URI address) {
        return new IllegalArgumentException(
                "server address '%s' (expected: such as http://localhost:8080)".formatted(address));
    }

    public URI socket() {
        return URI.create(base.toString().replaceFirst("^http", "ws") + "/v1/socket");
    }

    /// @param pathAndQuery begins with `/`, encoded
    public URI resolve(String pathAndQuery) {
        return URI.create(base + pathAndQuery);
    }
}
