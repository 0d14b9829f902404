package chat.carillon.core.push.digest;

import chat.carillon.core.push.Digest;
import chat.carillon.core.push.digest.DigestContext.UnreadLog;
import chat.carillon.core.push.digest.DigestPlan.Reason;
import chat.carillon.model.ConversationKind;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// Decides who is mailed a digest. The only place that does. Stateless, thread-safe.
///
/// A digest is for something that came while nobody was at a device: what was unread already when the user went, or
/// when the last digest was sent, is no reason for one, but is counted in it.
public final class DigestPlanner {
    /// When those whom nobody writes to, or who sleep, are looked at again.
    static final Duration MAX_PAUSE = Duration.ofMinutes(15);

    private static final Comparator<UnreadLog> IMPORTANCE = Comparator.comparing(
                    (UnreadLog log) -> log.membership().conversation().kind() != ConversationKind.DIRECT)
            .thenComparingLong(log -> -log.membership().mentions())
            .thenComparingLong(log -> -log.membership().conversation().head().changedAtMillis())
            .thenComparing(UnreadLog::id);

    private final Duration away;
    private final Duration period;

    /// @param away how long a user must have been away
    /// @param period a user has one digest in it at most
    public DigestPlanner(Duration away, Duration period) {
        this.away = away;
        this.period = period;
    }

    /// @param nowMillis the store's time
    public DigestPlan plan(DigestContext context, long nowMillis) {
        Mailbox mailbox = context.mailbox();
        long told = mailbox.turn().decidedAtMillis();
        return told > 0 && nowMillis < told + period.toMillis()
                ? new DigestPlan.Later(Reason.TOLD, told + period.toMillis())
                : planDue(context, nowMillis);
    }

    /// The same of a digest that was decided already and is to be sent now: a user may have come meanwhile.
    ///
    /// @param nowMillis the store's time
    public DigestPlan planDue(DigestContext context, long nowMillis) {
        Mailbox mailbox = context.mailbox();
        if (!mailbox.isOpen() || !context.active()) {
            return new DigestPlan.Later(Reason.CLOSED, nowMillis + MAX_PAUSE.toMillis());
        }
        long backAt = mailbox.attendedAtMillis() + away.toMillis();
        if (nowMillis < backAt) {
            return new DigestPlan.Later(Reason.HERE, backAt);
        }
        if (context.wishes().areQuietAt(nowMillis)) {
            return new DigestPlan.Later(Reason.QUIET, nowMillis + pauseMillis());
        }
        List<UnreadLog> told = context.unread().stream()
                .filter(log -> isWanted(context, log, nowMillis))
                .sorted(IMPORTANCE)
                .toList();
        return told.stream().noneMatch(log -> log.newestMillis() > 0)
                ? new DigestPlan.Later(Reason.NOTHING, nowMillis + pauseMillis())
                : new DigestPlan.Mail(told.subList(0, Math.min(told.size(), Digest.MAX_CONVERSATIONS)));
    }

    private static boolean isWanted(DigestContext context, UnreadLog log, long nowMillis) {
        if (!log.membership().member().active() || context.isMuted(log, nowMillis)) {
            return false;
        }
        return switch (context.level(log)) {
            case ALL -> log.messages() > 0;
            case MENTIONS -> log.membership().mentions() > 0;
            case NONE -> false;
        };
    }

    private long pauseMillis() {
        return Math.min(away.toMillis(), MAX_PAUSE.toMillis());
    }
}
