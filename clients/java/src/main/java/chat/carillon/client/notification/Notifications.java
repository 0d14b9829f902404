package chat.carillon.client.notification;

import chat.carillon.client.net.ServerAddress;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Says what the user is told of while away, and which devices are woken. Every method asks the
/// server and waits.
///
/// A refusal throws [chat.carillon.client.net.CarillonException] with one of these codes:
/// `invalid_field` for what the server does not take, such as an endpoint at a private address;
/// `too_many_devices`, `no_such_device`, `no_such_conversation`; and those that any call may meet
/// (`unauthenticated`, `rate_limited`, `unavailable`). Thread-safe.
public final class Notifications {
    private static final int MAX_KINDS = 100;
    private static final int MAX_DEVICES = 10_000;
    private static final String OF_USER = "/v1/me/notifications";

    private final Calls calls;

    /// Makes one HTTP call as the user.
    @FunctionalInterface
    public interface Calls {
        /// @param body null for none
        /// @throws chat.carillon.client.net.CarillonException if it was refused, or the server is
        ///     not there
        JsonObject call(String method, String path, @Nullable Consumer<JsonWriter> body);
    }

    public Notifications(Calls calls) {
        this.calls = calls;
    }

    /// What a device needs to know before it registers.
    public PushOffer offer() {
        JsonObject json = calls.call("GET", "/v1/push", null);
        return new PushOffer(Set.copyOf(json.strings("kinds", MAX_KINDS)), json.stringOrNull("vapidKey"), (int)
                json.integerOr("maxDevices", 0, Integer.MAX_VALUE, 0));
    }

    /// The user's devices that are woken, the oldest first.
    public List<RegisteredDevice> devices() {
        return calls.call("GET", "/v1/devices", null).objects("devices", MAX_DEVICES).stream()
                .map(json -> new RegisteredDevice(
                        new DeviceId(json.string("device")),
                        json.string("kind"),
                        json.stringOr("label", ""),
                        json.integerOr("registeredAt", 0, Long.MAX_VALUE, 0)))
                .toList();
    }

    /// Has a device woken when its user misses a message. Again with another target, or another
    /// label: replaces what was known.
    ///
    /// @param device as it calls itself in its sessions
    ///     ([chat.carillon.client.CarillonClientBuilder#device]), so that it is not woken for what
    ///     it has
    /// @param label how its user knows it, such as `Firefox on Linux`
    public void register(DeviceId device, PushTarget target, String label) {
        var _ = calls.call(
                "PUT",
                path(device),
                json -> json.object("target", inner -> write(inner, target)).field("label", label));
    }

    private static void write(JsonWriter json, PushTarget target) {
        json.field("kind", target.toString());
        switch (target) {
            case PushTarget.WebPush(URI endpoint, PushTarget.Keys keys) -> write(json, endpoint, keys);
            case PushTarget.Apns(String token, String topic, boolean sandbox) ->
                json.field("token", token).field("topic", topic).field("sandbox", sandbox);
            case PushTarget.Fcm(String token) -> json.field("token", token);
            case PushTarget.UnifiedPush(URI endpoint, PushTarget.Keys keys) -> write(json, endpoint, keys);
        }
    }

    private static void write(JsonWriter json, URI endpoint, PushTarget.@Nullable Keys keys) {
        json.field("endpoint", endpoint.toASCIIString());
        if (keys != null) {
            json.object("keys", inner -> inner.field("p256dh", keys.p256dh()).field("auth", keys.auth()));
        }
    }

    /// Has a device not woken any more, as before its user logs out.
    public void remove(DeviceId device) {
        var _ = calls.call("DELETE", path(device), null);
    }

    /// What the user wants in general, and where something else.
    public NotificationWishes wishes() {
        return NotificationWishes.read(calls.call("GET", OF_USER, null));
    }

    /// Wants this from now on; what is said of single conversations stays.
    public void set(NotificationWishes wishes) {
        var _ = calls.call("PUT", OF_USER, wishes::write);
    }

    /// Changes one thing and leaves the others as they are.
    ///
    /// @param change such as `wishes -> wishes.snoozedUntil(then)`
    /// @return what is wanted now
    public NotificationWishes change(UnaryOperator<NotificationWishes> change) {
        NotificationWishes fresh = change.apply(wishes());
        set(fresh);
        return fresh;
    }

    /// What the user wants of one conversation.
    public ConversationWish wish(ConversationId conversation) {
        return ConversationWish.read(calls.call("GET", path(conversation), null));
    }

    /// Wants this of one conversation from now on; [ConversationWish#NONE] is as for others of its
    /// kind.
    public void set(ConversationId conversation, ConversationWish wish) {
        var _ = calls.call("PUT", path(conversation), wish::write);
    }

    /// Changes one thing of one conversation and leaves the other as it is.
    ///
    /// @param change such as `wish -> wish.level(NotificationLevel.NONE)`
    /// @return what is wanted now
    public ConversationWish change(ConversationId conversation, UnaryOperator<ConversationWish> change) {
        ConversationWish fresh = change.apply(wish(conversation));
        set(conversation, fresh);
        return fresh;
    }

    private static String path(DeviceId device) {
        return "/v1/devices/" + ServerAddress.encode(device);
    }

    private static String path(ConversationId conversation) {
        return "/v1/conversations/%s/notifications".formatted(ServerAddress.encode(conversation));
    }
}
