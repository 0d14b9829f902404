package chat.carillon.server.push;

import chat.carillon.core.notify.Notifying;
import chat.carillon.core.notify.PushCounters;
import chat.carillon.core.notify.PushPlanning;
import chat.carillon.core.notify.PushSettings;
import chat.carillon.core.push.PushTarget.Kind;
import chat.carillon.core.store.Store;
import chat.carillon.core.time.Time;
import chat.carillon.push.setup.Senders;
import chat.carillon.push.web.VapidKeys;
import chat.carillon.server.config.ServerConfig;
import chat.carillon.server.http.route.device.DeviceRoutes;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;

/// Everything by which this server tells absent members. Thread-safe.
public final class Pushing implements AutoCloseable {
    private static final String VAPID_SECRET = "push.vapid";

    private final Notifying notifying;
    private final Senders senders;

    private Pushing(Notifying notifying, Senders senders) {
        this.notifying = notifying;
        this.senders = senders;
    }

    /// All nodes of a store are known to push services by one pair of keys, which the first one makes.
    ///
    /// @throws chat.carillon.model.InvalidValueException if credentials are none
    public static Pushing open(ServerConfig config, Store store, Time time, Executor blocking) {
        Senders senders = Senders.open(
                config.push(),
                () -> VapidKeys.decode(store.accounts()
                        .secret(VAPID_SECRET, VapidKeys.generate().encoded())),
                time);
        ServerConfig.Absence absence = config.absence();
        var settings = new PushSettings(
                absence.ripeDirect(),
                absence.ripeOther(),
                absence.maxAge(),
                absence.retention(),
                senders.kinds().contains(Kind.WEBHOOK));
        var push = new PushPlanning.Push(store, settings, time, blocking, new PushCounters());
        return new Pushing(new Notifying(push, senders.push()), senders);
    }

    public void start() {
        notifying.start();
    }

    public Notifying notifying() {
        return notifying;
    }

    /// What devices can register for. Not the webhook: the operator sets it up, for everybody.
    public DeviceRoutes.Offer offer() {
        Set<Kind> kinds = EnumSet.complementOf(EnumSet.of(Kind.WEBHOOK));
        kinds.retainAll(senders.kinds());
        return new DeviceRoutes.Offer(kinds, senders.vapidPublicKey().orElse(null));
    }

    @Override
    public void close() {
        notifying.stop();
        senders.close();
    }
}
