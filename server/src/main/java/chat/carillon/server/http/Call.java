package chat.carillon.server.http;

import chat.carillon.core.log.Authority;
import chat.carillon.core.session.Identities.Identity;
import chat.carillon.model.ConversationId;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.Text;
import chat.carillon.model.UserId;
import chat.carillon.protocol.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One request, as a route sees it: parsed, and asked by somebody known. Confined to the route's thread.
public final class Call {
    private static final int MAX_QUERY_CHARS = 512;
    private static final int MAX_PATH_CHARS = 512;

    private final @Nullable Identity identity;
    private final Origin origin;
    private final Map<String, String> path;
    private final Map<String, String> query;
    private final byte[] body;

    /// Where a call comes from.
    ///
    /// @param address of the client, or of its /64 network, for rate limits
    /// @param insideMetricsNetwork whether the client is where `/metrics` is open
    public record Origin(String address, boolean insideMetricsNetwork) {}

    Call(@Nullable Identity identity, Origin origin, Map<String, String> path, Map<String, String> query, byte[] body) {
        this.identity = identity;
        this.origin = origin;
        this.path = path;
        this.query = query;
        this.body = body;
    }

    /// Who asks; the route's [Access] says whether it is certain that there is somebody.
    public Identity identity() {
        return Objects.requireNonNull(identity, "the route lets in callers without a token");
    }

    public @Nullable Identity optionalIdentity() {
        return identity;
    }

    public UserId user() {
        return identity().user();
    }

    public boolean byAdministrator() {
        return identity != null && identity.authority() == Authority.ADMINISTRATOR;
    }

    public Origin origin() {
        return origin;
    }

    public String address() {
        return origin.address();
    }

    /// The JSON object in the body.
    ///
    /// @throws chat.carillon.protocol.json.MalformedJsonException if it is none
    public JsonObject body() {
        return JsonObject.parse(body);
    }

    /// The body as it came; must not be changed.
    public byte[] bytes() {
        return body;
    }

    /// The conversation that the path names.
    public ConversationId conversation() {
        return new ConversationId(path("conversation"));
    }

    /// The user that the path names.
    public UserId pathUser() {
        return new UserId(path("user"));
    }

    /// The seq that the path names.
    public long seq() {
        return wholeNumber("seq", path("seq"), 1, Long.MAX_VALUE);
    }

    /// A part of the path.
    ///
    /// @throws InvalidValueException if no store could hold it
    public String path(String name) {
        return Text.checked(name, Objects.requireNonNull(path.get(name), name), MAX_PATH_CHARS);
    }

    public @Nullable String query(String name) {
        return query(name, MAX_QUERY_CHARS);
    }

    public @Nullable String query(String name, int maxChars) {
        String value = query.get(name);
        return value == null || value.isEmpty() ? null : Text.checked(name, value, maxChars);
    }

    public long number(String name, long absent) {
        String value = query(name);
        return value == null ? absent : wholeNumber(name, value, 0, Long.MAX_VALUE);
    }

    /// How many the client wants at most, from 1 to `max`; `max` if it does not say.
    public int limit(int max) {
        String value = query("limit");
        return value == null ? max : (int) Math.min(max, wholeNumber("limit", value, 1, Integer.MAX_VALUE));
    }

    private static long wholeNumber(String name, String text, long min, long max) {
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the refusal.
        }
        throw new InvalidValueException(
                "%s: '%s' (expected: a whole number >= %d)".formatted(name, Text.excerpt(text), min));
    }
}
