package chat.carillon.client.net;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What becomes of a socket. Called by any thread, one call at a time; the last call is `closed` or `failed`.
public interface SocketListener {
    void opened(Socket socket);

    /// A text frame, one for each [Socket#request] and the few that come without.
    void received(String text);

    /// Some sign of life that is no frame of the protocol.
    void heard();

    /// @param code of RFC 6455 or of [chat.carillon.protocol.CloseCode]
    void closed(int code, String reason);

    /// @param httpStatus of a handshake that was refused; 0 if it is another failure
    /// @param retryAfter when the server wants to be asked again, where it said so
    void failed(Throwable cause, int httpStatus, @Nullable Duration retryAfter);
}
