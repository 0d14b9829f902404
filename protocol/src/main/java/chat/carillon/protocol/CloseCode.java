package chat.carillon.protocol;

import java.util.Optional;

/// Why the server closes a socket. The range is the advice: 4000 to 4499 connect again (with backoff),
/// 4500 to 4999 do not, until something has changed. Table: `docs/reference/errors.md`.
public enum CloseCode {
    DRAIN(4000, "The node is going down; come back at the time that the drain frame named."),
    HEARTBEAT_TIMEOUT(4001, "The client answered no ping in time."),
    SLOW_CONSUMER(4002, "The socket took no bytes for longer than allowed."),
    HELLO_TIMEOUT(4003, "No hello came in time."),
    OVERLOADED(4004, "The node has more to do than it can; come back later."),
    INTERNAL(4005, "A defect of the server."),
    SESSION_REPLACED(4006, "The node ended the session so that it can start anew elsewhere."),

    UNAUTHENTICATED(4500, "The token or ticket is wrong, expired or revoked: log in first."),
    HELLO_EXPECTED(4501, "The first frame was not hello."),
    FRAME_TOO_LARGE(4502, "A frame was larger than limits.maxFrameBytes."),
    BINARY_FRAME(4503, "A binary frame came; carillon.v1 is JSON text."),
    PROTOCOL_VIOLATION(4504, "The bytes were not WebSocket frames, or not UTF-8."),
    TOO_MANY_ERRORS(4505, "Frame after frame was refused: the client is broken, or hostile."),
    SESSION_REVOKED(4506, "The token was revoked or the account disabled."),
    TOO_MANY_SESSIONS(4507, "The user has more sessions than limits.maxSessionsPerUser; this one was the oldest."),
    SESSION_ENDED(4508, "An administrator ended the session.");

    private final int code;
    private final String meaning;

    CloseCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }

    /// Whether a client should connect again by itself.
    public boolean reconnect() {
        return reconnect(code);
    }

    /// The same for any close code, those of RFC 6455 included: only what cannot change by itself is final.
    public static boolean reconnect(int code) {
        return code < 4500 || code > 4999;
    }

    public static Optional<CloseCode> ofCode(int code) {
        for (CloseCode candidate : values()) {
            if (candidate.code == code) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
