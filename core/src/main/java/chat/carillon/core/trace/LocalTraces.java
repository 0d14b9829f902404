package chat.carillon.core.trace;

import chat.carillon.core.fanout.DeliveryLoop;
import chat.carillon.core.fanout.Fanout;
import chat.carillon.core.journal.Attachment;
import chat.carillon.core.journal.Journal;
import chat.carillon.core.journal.Step;
import chat.carillon.core.time.Time;
import chat.carillon.core.trace.NodeTrace.Acked;
import chat.carillon.core.trace.NodeTrace.Attached;
import chat.carillon.core.trace.NodeTrace.Committed;
import chat.carillon.core.trace.NodeTrace.FannedOut;
import chat.carillon.core.trace.NodeTrace.OneSession;
import chat.carillon.core.trace.NodeTrace.Published;
import chat.carillon.core.trace.NodeTrace.Written;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the own node knows of an entry: from its journal, and from its event loops as they are now. Thread-safe; blocks
/// for as long as the loops need to answer, at most [#LOOPS_WITHIN_MILLIS].
public final class LocalTraces {
    static final long LOOPS_WITHIN_MILLIS = 500;

    /// Of users that were asked for; most have one or two.
    static final int MAX_SESSIONS = 500;

    private static final long NANOS_A_MICRO = 1_000;
    private static final long MICROS_A_MILLI = 1_000;

    private final String node;
    private final Journal journal;
    private final Fanout fanout;
    private final Time time;
    private final ToIntFunction<ConversationId> lane;

    /// @param lane which queue of appends a conversation takes
    public LocalTraces(String node, Journal journal, Fanout fanout, Time time, ToIntFunction<ConversationId> lane) {
        this.node = node;
        this.journal = journal;
        this.fanout = fanout;
        this.time = time;
        this.lane = lane;
    }

    /// Turns the monotonic clock into the one on the wall, as both stand now.
    private record Clock(long wallMicros, long monotonicNanos) {
        long micros(long nanos) {
            return wallMicros + (nanos - monotonicNanos) / NANOS_A_MICRO;
        }
    }

    private record Device(UserId user, DeviceId device) {}

    /// @param users whose sessions are wanted one by one
    public NodeTrace of(ConversationId conversation, long seq, Collection<UserId> users) {
        List<DeliveryLoop> loops = fanout.loops(conversation);
        List<CompletableFuture<List<Attachment>>> looks = loops.stream()
                .map(loop -> {
                    var look = new CompletableFuture<List<Attachment>>();
                    loop.look(conversation, look::complete);
                    return look;
                })
                .toList();
        List<List<Attachment>> answers = awaited(looks);
        List<Attachment> live = answers.stream().flatMap(List::stream).toList();
        Journal.Found found = journal.find(conversation, seq);
        var clock = new Clock(time.wallMillis() * MICROS_A_MILLI, time.monotonicNanos());
        Map<Device, Journal.Acked> acks = firstAcks(found);
        return new NodeTrace(
                node,
                committed(conversation, found, clock),
                published(found, clock),
                fannedOut(found, clock),
                written(found, clock),
                attached(live, seq),
                acked(acks.values(), found.acksReachBack(), clock),
                sessions(live, found, acks, Set.copyOf(users), clock),
                loops.size() - answers.size());
    }

    private static List<List<Attachment>> awaited(List<CompletableFuture<List<Attachment>>> looks) {
        var answers = new ArrayList<List<Attachment>>();
        try {
            CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new))
                    .get(LOOPS_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Those that have answered count.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (CompletableFuture<List<Attachment>> look : looks) {
            if (look.isDone() && !look.isCompletedExceptionally()) {
                answers.add(look.join());
            }
        }
        return answers;
    }

    private static <S extends Step> Stream<S> steps(Journal.Found found, Class<S> kind) {
        return found.steps().stream().filter(kind::isInstance).map(kind::cast);
    }

    private @Nullable Committed committed(ConversationId conversation, Journal.Found found, Clock clock) {
        return steps(found, Step.Committed.class)
                .findFirst()
                .map(step -> new Committed(clock.micros(step.atNanos()), lane.applyAsInt(conversation)))
                .orElse(null);
    }

    private static List<Published> published(Journal.Found found, Clock clock) {
        return steps(found, Step.Published.class)
                .map(step -> new Published(
                        clock.micros(step.atNanos()),
                        step.way(),
                        step.nodes().stream().sorted().toList()))
                .toList();
    }

    private static @Nullable FannedOut fannedOut(Journal.Found found, Clock clock) {
        return steps(found, Step.FannedOut.class)
                .findFirst()
                .map(step -> new FannedOut(clock.micros(step.atNanos()), step.fromStore(), step.loops()))
                .orElse(null);
    }

    private static @Nullable Written written(Journal.Found found, Clock clock) {
        return steps(found, Step.Written.class)
                .map(step -> new Written(
                        clock.micros(step.beganNanos()), clock.micros(step.atNanos()), step.sockets(), step.behind()))
                .reduce((one, other) -> new Written(
                        Math.min(one.beganMicros(), other.beganMicros()),
                        Math.max(one.endedMicros(), other.endedMicros()),
                        one.sockets() + other.sockets(),
                        one.behind() + other.behind()))
                .orElse(null);
    }

    private static Attached attached(List<Attachment> live, long seq) {
        int before = 0;
        int written = 0;
        for (Attachment one : live) {
            if (one.attachedSeq() < seq) {
                before++;
                written += one.writtenSeq() >= seq ? 1 : 0;
            }
        }
        return new Attached(before, written, live.size() - before);
    }

    private static Map<Device, Journal.Acked> firstAcks(Journal.Found found) {
        Map<Device, Journal.Acked> acks = new HashMap<>();
        found.acks().forEach(ack -> acks.putIfAbsent(new Device(ack.user(), ack.device()), ack));
        return acks;
    }

    private static Acked acked(Collection<Journal.Acked> acks, boolean timesKnown, Clock clock) {
        if (!timesKnown || acks.isEmpty()) {
            return new Acked(acks.size(), 0, 0);
        }
        var times = acks.stream().mapToLong(ack -> clock.micros(ack.atNanos())).summaryStatistics();
        return new Acked(acks.size(), times.getMin(), times.getMax());
    }

    private static List<OneSession> sessions(
            List<Attachment> live,
            Journal.Found found,
            Map<Device, Journal.Acked> acks,
            Set<UserId> users,
            Clock clock) {
        var sessions = new ArrayList<OneSession>();
        var seen = new HashSet<Attachment.Holder>();
        for (Attachment one : live) {
            if (users.contains(one.holder().user()) && seen.add(one.holder())) {
                sessions.add(session(one, acks, 0, found.acksReachBack(), clock));
            }
        }
        for (Journal.Ended one : found.ended().reversed()) {
            Attachment.Holder holder = one.last().holder();
            if (users.contains(holder.user()) && seen.add(holder)) {
                sessions.add(session(one.last(), acks, clock.micros(one.atNanos()), found.acksReachBack(), clock));
            }
        }
        return sessions.stream().limit(MAX_SESSIONS).toList();
    }

    private static OneSession session(
            Attachment one, Map<Device, Journal.Acked> acks, long endedMicros, boolean timesKnown, Clock clock) {
        Attachment.Holder holder = one.holder();
        Journal.Acked ack = acks.get(new Device(holder.user(), holder.device()));
        return new OneSession(
                holder.user(),
                holder.device(),
                holder.session(),
                one.attachedSeq(),
                one.writtenSeq(),
                one.blockedMillis(),
                ack != null,
                ack != null && timesKnown ? clock.micros(ack.atNanos()) : 0,
                endedMicros);
    }
}
