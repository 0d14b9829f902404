package chat.carillon.core.notify.digest;

import chat.carillon.core.push.DigestSender;
import chat.carillon.core.push.digest.Mailbox;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import chat.carillon.model.UserId;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything by which a node mails digests, in one: it looks who is there and who is away, and sends.
/// Thread-safe; what is called from outside never blocks.
public final class Digesting {
    private static final Logger log = LoggerFactory.getLogger(Digesting.class);

    /// Looks in one go, of [DigestPlanning] each.
    private static final int MAX_LOOKS = 50;

    /// What was decided is sent so often in small parts.
    private static final Duration MAX_SEND_TICK = Duration.ofSeconds(1);

    private final Ground ground;
    private final DigestSettings settings;
    private final DigestPlanning planning;
    private final DigestDispatch dispatch;
    private volatile boolean stopped;
    private long lookedAtNanos;
    private long sentAtNanos;
    private double allowance = 1;

    /// What digests stand on.
    ///
    /// @param blocking runs what blocks
    public record Ground(Store store, Time time, Executor blocking, DigestCounters counters) {}

    /// Where links in mails lead.
    ///
    /// @param unsubscribe what ends the mails to a mailbox with one POST
    /// @param open where conversations can be read
    public record Links(Function<Mailbox, URI> unsubscribe, URI open) {}

    /// @param attending who is at a device of this node; any thread
    public Digesting(
            Ground ground,
            DigestSettings settings,
            DigestSender sender,
            Links links,
            Supplier<Collection<UserId>> attending) {
        this.ground = ground;
        this.settings = settings;
        var letters = new DigestLetters(ground.store(), settings.lines(), links.unsubscribe(), links.open());
        planning = new DigestPlanning(ground.store(), settings, letters, attending, ground.counters());
        dispatch = new DigestDispatch(ground, settings, letters, sender);
    }

    public void start() {
        sentAtNanos = ground.time().monotonicNanos();
        lookedAtNanos = sentAtNanos - settings.tick().toNanos();
        schedule();
    }

    /// What the mail server is being given may still be answered.
    public void stop() {
        stopped = true;
    }

    private void schedule() {
        if (!stopped) {
            Duration tick = settings.tick().compareTo(MAX_SEND_TICK) < 0 ? settings.tick() : MAX_SEND_TICK;
            ground.time().after(tick, () -> ground.blocking().execute(this::work));
        }
    }

    private void work() {
        try {
            long now = ground.time().monotonicNanos();
            if (now - lookedAtNanos >= settings.tick().toNanos()) {
                lookedAtNanos = now;
                look();
            }
            send(now);
        } catch (StoreUnavailableException e) {
            log.warn("digests are mailed later: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("defect while mailing digests", e);
        } finally {
            schedule();
        }
    }

    private void look() {
        if (ground.store().mailboxes().anyOpen()) {
            long now = ground.store().log().nowMillis();
            planning.sayWhoIsThere(now);
            for (int i = 0; i < MAX_LOOKS && planning.look(now) && !stopped; i++) {
                now = ground.store().log().nowMillis();
            }
        }
    }

    /// An allowance grows with the time, up to what a minute has.
    private void send(long nowNanos) {
        double minutes =
                (nowNanos - sentAtNanos) / (double) Duration.ofMinutes(1).toNanos();
        sentAtNanos = nowNanos;
        allowance = Math.min(settings.perMinute(), allowance + minutes * settings.perMinute());
        if (allowance >= 1 && !stopped) {
            allowance -= dispatch.send(ground.store().log().nowMillis(), (int) allowance);
        }
    }

    public DigestCounters counters() {
        return ground.counters();
    }

    /// Digests that the mail server has not answered yet.
    public int inFlight() {
        return dispatch.inFlight();
    }
}
