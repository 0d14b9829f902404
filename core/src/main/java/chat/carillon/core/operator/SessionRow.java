package chat.carillon.core.operator;

import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/// A session as an operator sees it.
///
/// @param address where its client is, as rate limits count it
/// @param client what its handshake called itself; null: nothing
/// @param sinceMillis since 1970 UTC
/// @param heardAtMillis when its socket was last heard
/// @param queuedBytes that its socket has not taken
public record SessionRow(
        SessionId session,
        UserId user,
        DeviceId device,
        String node,
        String address,
        @Nullable String client,
        long sinceMillis,
        long heardAtMillis,
        long queuedBytes) {

    public void write(JsonWriter json) {
        json.field("session", session.value())
                .field("user", user.value())
                .field("device", device.value())
                .field("node", node)
                .field("address", address)
                .optional("client", client)
                .field("since", sinceMillis)
                .field("lastFrameAt", heardAtMillis)
                .field("queueBytes", queuedBytes);
    }

    public static SessionRow read(JsonObject json) {
        return new SessionRow(
                new SessionId(json.string("session")),
                new UserId(json.string("user")),
                new DeviceId(json.string("device")),
                json.string("node"),
                json.string("address"),
                json.stringOrNull("client"),
                json.integerOr("since", 0, Limits.MAX_INTEGER, 0),
                json.integerOr("lastFrameAt", 0, Limits.MAX_INTEGER, 0),
                json.integerOr("queueBytes", 0, Limits.MAX_INTEGER, 0));
    }
}
