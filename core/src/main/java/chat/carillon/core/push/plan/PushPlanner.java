package chat.carillon.core.push.plan;

import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.PushTarget;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.NotificationLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Decides who is told of ripe messages. The only place that does.
///
/// What counts is what devices said they have, not whether a socket seems open: a phone in a tunnel
/// has a socket and no message. Stateless, thread-safe.
public final class PushPlanner {
    /// The device that stands for the application's webhook. No client may call itself so.
    public static final DeviceId WEBHOOK = new DeviceId("carillon:webhook");

    /// Suppressed pushes of one message that are recorded; a message to ten thousand is not worth
    /// ten thousand rows.
    public static final int MAX_SUPPRESSED_A_MESSAGE = 200;

    private final boolean webhook;

    /// @param webhook whether an application is told of everybody's
    public PushPlanner(boolean webhook) {
        this.webhook = webhook;
    }

    /// @param nowMillis the store's time
    public ConversationPlan plan(PlanningContext context, long nowMillis) {
        var decisions = new ArrayList<Decision>();
        for (RipeMessage message : context.messages()) {
            int suppressed = 0;
            for (Candidate candidate : context.candidates().values()) {
                Decision decision = decide(message, candidate, context, nowMillis);
                if (decision.fate() == Fate.PUSHED
                        || isWorthARecord(decision.fate()) && suppressed++ < MAX_SUPPRESSED_A_MESSAGE) {
                    decisions.add(decision);
                }
            }
        }
        return new ConversationPlan(
                context.conversation().id(), context.plannedSeq(), context.untilSeq(), List.copyOf(decisions));
    }

    /// What was read, seen or not wanted can be told at any time from markers and wishes.
    private static boolean isWorthARecord(Fate fate) {
        return switch (fate) {
            case DELETED, UNWANTED, READ, SEEN -> false;
            case MUTED, QUIET, NO_DEVICE, DELIVERED, PUSHED -> true;
        };
    }

    /// What becomes of one message for one member.
    ///
    /// @param nowMillis the store's time
    public Decision decide(RipeMessage message, Candidate candidate, PlanningContext context, long nowMillis) {
        boolean mention = means(message, candidate, context);
        List<PushDevice> devices = devices(message, candidate);
        Fate fate = fate(message, candidate, context, nowMillis);
        if (fate == Fate.PUSHED && devices.isEmpty()) {
            fate = candidate.devices().isEmpty() ? Fate.NO_DEVICE : Fate.DELIVERED;
        }
        return new Decision(
                candidate.member().user(), message.seq(), fate, mention, fate == Fate.PUSHED ? devices : List.of());
    }

    private static Fate fate(RipeMessage message, Candidate candidate, PlanningContext context, long nowMillis) {
        long seq = message.seq();
        if (message.deleted()) {
            return Fate.DELETED;
        }
        if (!isWanted(message, candidate, context)) {
            return Fate.UNWANTED;
        }
        if (candidate.hasRead(seq)) {
            return Fate.READ;
        }
        if (candidate.hasSeen(seq)) {
            return Fate.SEEN;
        }
        if (nowMillis < candidate.wish().mutedUntilMillis()) {
            return Fate.MUTED;
        }
        return candidate.wishes().areQuietAt(nowMillis) ? Fate.QUIET : Fate.PUSHED;
    }

    private static boolean isWanted(RipeMessage message, Candidate candidate, PlanningContext context) {
        boolean mayRead = candidate.member().active() && candidate.member().joinedSeq() < message.seq();
        if (!mayRead || message.sender().equals(candidate.member().user())) {
            return false;
        }
        return switch (level(candidate, context)) {
            case ALL -> true;
            case MENTIONS -> means(message, candidate, context);
            case NONE -> false;
        };
    }

    private static NotificationLevel level(Candidate candidate, PlanningContext context) {
        NotificationLevel own = candidate.wish().level();
        return own == null ? candidate.wishes().level(context.conversation().kind()) : own;
    }

    private static boolean means(RipeMessage message, Candidate candidate, PlanningContext context) {
        UserId user = candidate.member().user();
        boolean meant = switch (message.broadcast()) {
            case NONE -> false;
            case HERE -> candidate.isHere(message.seq());
            case EVERYONE -> true;
        };
        return meant || message.mentioned().contains(user) || follows(user, message, context);
    }

    private static boolean follows(UserId user, RipeMessage message, PlanningContext context) {
        return message.thread() != null
                && context.threads().getOrDefault(message.thread(), Set.of()).contains(user);
    }

    /// Those that do not have the message; one that was registered later gets it by sync.
    private List<PushDevice> devices(RipeMessage message, Candidate candidate) {
        UserId user = candidate.member().user();
        Stream<PushDevice> woken = candidate.devices().stream()
                .filter(device -> device.registeredAtMillis() <= message.atMillis())
                .filter(device -> !candidate.has(device.device(), message.seq()));
        Stream<PushDevice> told =
                webhook ? Stream.of(new PushDevice(user, WEBHOOK, new PushTarget.Webhook(), "", 0)) : Stream.of();
        return Stream.concat(woken, told).toList();
    }
}
