package chat.carillon.server.http.route.device;

import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.plan.PushPlanner;
import chat.carillon.core.store.DeviceStore;
import chat.carillon.model.DeviceId;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.Text;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import chat.carillon.server.http.Access;
import chat.carillon.server.http.Answer;
import chat.carillon.server.http.Call;
import chat.carillon.server.http.Route;
import chat.carillon.server.http.Route.Method;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The devices by which a user is told of what it misses. A device is called here as in `hello`: what its session acks,
/// it is not told again.
public final class DeviceRoutes {
    /// Devices of one user that can be woken.
    public static final int MAX_DEVICES = 16;

    private static final int MAX_LABEL_CHARS = 128;

    private final DeviceStore devices;
    private final Offer offer;
    private final Runnable registered;

    /// What is set up here.
    ///
    /// @param kinds of devices that can be woken
    /// @param vapidKey what browsers subscribe for; null if Web Push is not offered
    public record Offer(
            Set<PushTarget.Kind> kinds, @Nullable String vapidKey) {
        List<String> wireNames() {
            return kinds.stream().map(PushTarget.Kind::wireName).sorted().toList();
        }
    }

    /// @param registered called after each registration
    public DeviceRoutes(DeviceStore devices, Offer offer, Runnable registered) {
        this.devices = devices;
        this.offer = offer;
        this.registered = registered;
    }

    public List<Route> routes() {
        return List.of(
                new Route(Method.GET, "/v1/push", Access.USER, this::offers),
                new Route(Method.GET, "/v1/devices", Access.USER, this::list),
                new Route(Method.PUT, "/v1/devices/{device}", Access.USER, this::register),
                new Route(Method.DELETE, "/v1/devices/{device}", Access.USER, this::remove));
    }

    private Answer offers(Call call) {
        return Answer.json(json -> json.strings("kinds", offer.wireNames())
                .optional("vapidKey", offer.vapidKey())
                .field("maxDevices", MAX_DEVICES));
    }

    private Answer list(Call call) {
        return Answer.json(json -> json.objects("devices", devices.devicesOf(call.user()), DeviceRoutes::write));
    }

    /// Without the target: who knows it can disturb.
    private static void write(JsonWriter json, PushDevice device) {
        json.field("device", device.device().value())
                .field("kind", device.target().kind().wireName())
                .field("label", device.label())
                .field("registeredAt", device.registeredAtMillis());
    }

    private Answer register(Call call) {
        JsonObject body = call.body();
        PushTarget target = PushTarget.parse(body.object("target"));
        if (!offer.kinds().contains(target.kind())) {
            throw new InvalidValueException("target.kind: '%s' (expected: one that is set up here: %s)"
                    .formatted(target.kind().wireName(), offer.kinds().isEmpty() ? "none is" : offer.wireNames()));
        }
        DeviceId device = device(call);
        if (device.equals(PushPlanner.WEBHOOK)) {
            throw new InvalidValueException("device: '" + device + "' (expected: another name)");
        }
        String label =
                Text.checked("label", Objects.requireNonNullElse(body.stringOrNull("label"), ""), MAX_LABEL_CHARS);
        if (!devices.register(new PushDevice(call.user(), device, target, label, 0), MAX_DEVICES)) {
            return Answer.problem(
                    ErrorCode.TOO_MANY_DEVICES, "%d devices (expected: <= %d)".formatted(MAX_DEVICES + 1, MAX_DEVICES));
        }
        registered.run();
        return Answer.nothing();
    }

    private Answer remove(Call call) {
        return devices.remove(call.user(), device(call))
                ? Answer.nothing()
                : Answer.problem(ErrorCode.NO_SUCH_DEVICE, "there is no device " + device(call));
    }

    private static DeviceId device(Call call) {
        return new DeviceId(call.path("device"));
    }
}
