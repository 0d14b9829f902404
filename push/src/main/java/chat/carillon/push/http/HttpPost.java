package chat.carillon.push.http;

import java.net.URI;
import java.util.Map;

/// One request. Headers and body hold secrets, so none of it is shown.
public record HttpPost(URI uri, Reach reach, Map<String, String> headers, byte[] body) {
    @Override
    public String toString() {
        return "HttpPost[%d bytes]".formatted(body.length);
    }
}
