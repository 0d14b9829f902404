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
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

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

    /// What a browser subscribes for; null if Web Push is not set up.
    public @Nullable String vapidKey() {
        return senders.vapidPublicKey().orElse(null);
    }

    /// The kinds of targets that can be sent to.
    public Set<Kind> kinds() {
        return senders.kinds();
    }

    @Override
    public void close() {
        notifying.stop();
        senders.close();
    }
}
