package chat.carillon.server.http;

import java.util.regex.Pattern;

/// One thing that HTTP clients can ask for.
///
/// @param path as OpenAPI has it: `/v1/conversations/{conversation}/messages`
public record Route(Method method, String path, Access access, Handler handler) {
    private static final Pattern PARAMETER = Pattern.compile("\\{([a-z]+)}");

    public enum Method {
        GET,
        POST,
        PUT,
        PATCH,
        DELETE
    }

    /// Answers a call. Runs on a virtual thread and may block.
    @FunctionalInterface
    public interface Handler {
        Answer answer(Call call);
    }

    /// The path as the router wants it.
    String routerPath() {
        return PARAMETER.matcher(path).replaceAll(":$1");
    }

    /// Whether a request for `requested` is for this route, or one of another method at its path.
    boolean isAt(String requested) {
        return requested.matches(PARAMETER.matcher(path).replaceAll("[^/]+"));
    }
}
