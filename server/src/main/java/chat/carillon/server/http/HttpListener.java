package chat.carillon.server.http;

/// Is told of every request that was answered. Must not block.
@FunctionalInterface
public interface HttpListener {
    /// @param route method and path template, such as `GET /v1/me`; `other` where there is no route
    void answered(String route, int status, long nanos);
}
