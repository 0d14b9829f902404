package chat.carillon.protocol;

/// Every reason why a request is refused, over the socket and over HTTP. Table: `docs/reference/errors.md`.
public enum ErrorCode {
    // The request itself
    MALFORMED_FRAME(400, Retry.NO, "The frame is not a JSON object."),
    INVALID_FIELD(400, Retry.NO, "A field is missing, has the wrong type or breaks a limit."),
    UNKNOWN_OP(400, Retry.NO, "The server knows no such op."),
    BODY_TOO_LARGE(413, Retry.NO, "The request body is larger than allowed."),
    NOT_FOUND(404, Retry.NO, "There is nothing at this address."),
    METHOD_NOT_ALLOWED(405, Retry.NO, "This address exists, but not for this method."),

    // Who asks
    UNAUTHENTICATED(401, Retry.NO, "The token, ticket or password is missing, wrong, expired or revoked."),
    FORBIDDEN(403, Retry.NO, "This user may not do that."),
    ALREADY_OPEN(409, Retry.NO, "This socket has said hello already."),
    ORIGIN_NOT_ALLOWED(403, Retry.NO, "Pages of this origin may not open a socket."),

    // What it is about
    NO_SUCH_CONVERSATION(404, Retry.NO, "There is no such conversation, or this user is not a member of it."),
    NO_SUCH_MESSAGE(404, Retry.NO, "There is no message at this seq, or it was deleted."),
    NO_SUCH_USER(404, Retry.NO, "One of the users named does not exist."),
    NO_SUCH_DEVICE(404, Retry.NO, "The user has no such device."),
    NO_SUCH_SESSION(404, Retry.NO, "No session of this name is open."),
    TOO_MANY_DEVICES(409, Retry.NO, "The user has as many devices as are allowed."),
    TOO_MANY_SESSIONS(409, Retry.NO, "The user has more sessions than are allowed; newer ones stay."),
    MAIL_OFF(409, Retry.NO, "This server sends no mail."),
    NO_CHANGE(409, Retry.NO, "It is that way already."),
    CLIENT_MESSAGE_ID_REUSED(409, Retry.NO, "This clientMessageId was used for a write in another conversation."),
    CONVERSATION_FULL(409, Retry.NO, "The conversation has as many members as are allowed."),
    USERNAME_TAKEN(409, Retry.NO, "There is a user of this name."),

    // Not now
    RATE_LIMITED(429, Retry.YES, "Too many requests; wait for retryAfterMs."),
    OVERLOADED(503, Retry.YES, "A queue of this node is full; wait for retryAfterMs."),
    UNAVAILABLE(503, Retry.YES, "The store cannot be reached or refuses writes; nothing was changed."),
    DRAINING(503, Retry.YES, "This node is going down; connect again."),
    INTERNAL(500, Retry.YES, "A defect of the server; the log has it under the request's id.");

    private enum Retry {
        YES,
        NO
    }

    private final int httpStatus;
    private final Retry retry;
    private final String meaning;

    ErrorCode(int httpStatus, Retry retry, String meaning) {
        this.httpStatus = httpStatus;
        this.retry = retry;
        this.meaning = meaning;
    }

    /// The name in frames and problem documents, such as `invalid_field`.
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public int httpStatus() {
        return httpStatus;
    }

    /// Whether the same request may succeed later without being changed.
    public boolean retryable() {
        return retry == Retry.YES;
    }

    public String meaning() {
        return meaning;
    }

    /// The constant of this wire name, or [#INTERNAL] for one that a newer server knows and we do not.
    public static ErrorCode ofCode(String code) {
        for (ErrorCode candidate : values()) {
            if (candidate.code().equals(code)) {
                return candidate;
            }
        }
        return INTERNAL;
    }
}
