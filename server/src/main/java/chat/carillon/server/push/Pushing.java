package chat.carillon.server.push;

import chat.carillon.core.notify.Notifying;
import chat.carillon.core.notify.PushCounters;
import chat.carillon.core.notify.PushPlanning;
import chat.carillon.core.notify.PushSettings;
import chat.carillon.core.notify.digest.DigestCounters;
import chat.carillon.core.notify.digest.DigestSettings;
import chat.carillon.core.notify.digest.Digesting;
import chat.carillon.core.push.DigestSender;
import chat.carillon.core.push.PushTarget.Kind;
import chat.carillon.core.store.Store;
import chat.carillon.core.time.Time;
import chat.carillon.model.UserId;
import chat.carillon.push.payload.Content;
import chat.carillon.push.setup.Senders;
import chat.carillon.push.web.VapidKeys;
import chat.carillon.server.config.ServerConfig;
import chat.carillon.server.http.route.device.DeviceRoutes;
import chat.carillon.server.http.route.device.MailLinks;
import chat.carillon.server.http.route.device.MailRoutes;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Everything by which this server tells absent members. Thread-safe.
public final class Pushing implements AutoCloseable {
    private static final String VAPID_SECRET = "push.vapid";
    private static final String LINKS_SECRET = "mail.links";

    /// How long a node that stops waits for providers' answers; most take less than a second.
    private static final Duration MAX_FINISH = Duration.ofSeconds(5);

    private static final Duration MAX_GIVING_BACK = Duration.ofSeconds(1);

    private final Notifying notifying;
    private final Senders senders;
    private final DigestCounters digestCounters;
    private final @Nullable Digests digests;

    /// What mails who was away for long.
    ///
    /// @param offer with links that are good in mails of all nodes of a store
    private record Digests(Digesting digesting, MailRoutes.Offer offer) {}

    private Pushing(Notifying notifying, Senders senders, DigestCounters digestCounters, @Nullable Digests digests) {
        this.notifying = notifying;
        this.senders = senders;
        this.digestCounters = digestCounters;
        this.digests = digests;
    }

    /// All nodes of a store are known to push services by one pair of keys, which the first one makes.
    ///
    /// @param attending who is at a device of this node
    /// @throws chat.carillon.model.InvalidValueException if credentials are none
    public static Pushing open(
            ServerConfig config, Store store, Time time, Executor blocking, Supplier<Collection<UserId>> attending) {
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
        var ground = new Digesting.Ground(store, time, blocking, new DigestCounters());
        URI url = absence.digests().url();
        Digests digests = senders.digests()
                .flatMap(sender ->
                        Optional.ofNullable(url).map(base -> digests(ground, config, base, sender, attending)))
                .orElse(null);
        return new Pushing(new Notifying(push, senders.push()), senders, ground.counters(), digests);
    }

    private static Digests digests(
            Digesting.Ground ground,
            ServerConfig config,
            URI url,
            DigestSender sender,
            Supplier<Collection<UserId>> attending) {
        ServerConfig.Digests wanted = config.absence().digests();
        var fresh = new byte[MailLinks.KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        var links = new MailLinks(
                ground.store().accounts().secret(LINKS_SECRET, fresh),
                ground.store().mailboxes(),
                url);
        var settings = new DigestSettings(
                wanted.away(),
                wanted.period(),
                wanted.perMinute(),
                config.push().content() != Content.NONE);
        var digesting =
                new Digesting(ground, settings, sender, new Digesting.Links(links::unsubscribe, url), attending);
        return new Digests(digesting, new MailRoutes.Offer(sender, links));
    }

    public void start() {
        notifying.start();
        if (digests != null) {
            digests.digesting().start();
        }
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

    /// What users can have mailed; null if no mail server is set up.
    public MailRoutes.@Nullable Offer mailOffer() {
        return digests == null ? null : digests.offer();
    }

    /// Of this node; all zero if no mail server is set up.
    public DigestCounters digestCounters() {
        return digestCounters;
    }

    /// Digests that the mail server has not answered yet.
    public int digestsInFlight() {
        return digests == null ? 0 : digests.digesting().inFlight();
    }

    @Override
    public void close() {
        notifying.stop();
        if (digests != null) {
            digests.digesting().stop();
        }
        notifying.finish(MAX_FINISH);
        senders.close();
        // What was given back, or cut off.
        notifying.finish(MAX_GIVING_BACK);
    }
}
