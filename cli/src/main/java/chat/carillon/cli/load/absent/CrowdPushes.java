package chat.carillon.cli.load.absent;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.notify.Notifying;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.store.ConversationStore.Marker.ReceivedUpTo;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A channel in which each message means many, of whom every other is away; all other members have it.
final class CrowdPushes {
    private static final String GROUP = "crowd";
    private static final int MARKERS = 500;
    private static final Duration POLL = Duration.ofMillis(1);
    private static final Duration MOST = Duration.ofSeconds(10);

    /// So long is waited for pushes that should not be.
    private static final Duration AFTERWARDS = Duration.ofSeconds(2);

    private final PushWorld world;
    private final PushOptions options;
    private final ConversationId channel;

    CrowdPushes(PushWorld world, PushOptions options) {
        this.world = world;
        this.options = options;
        world.users(GROUP, options.members(), true);
        this.channel = world.channel(GROUP, options.members());
    }

    /// What became of one message.
    ///
    /// @param ripe from the moment when it was ripe until the last push was handed to its sender
    /// @param pushes in all, `wrong` of them to somebody who has the message or was not meant
    record Told(Duration ripe, long pushes, long wrong) {}

    Told tell(Notifying notifying, AnsweringSender sender, Duration ripening) {
        sender.forget();
        String meant = IntStream.rangeClosed(1, options.mentioned())
                .mapToObj(i -> "@" + PushWorld.user(GROUP, i))
                .collect(Collectors.joining(" "));
        AppendResult.Appended said = world.append(
                        List.of(world.message(channel, PushWorld.user(GROUP, 0), "Lunch? " + meant)))
                .getFirst();
        long ripeNanos = System.nanoTime() + ripening.toNanos();
        notifying.appended(said.entry(), said.head());
        markAllBut(said.entry().seq());
        await(() -> sender.sent() >= options.away(), ripeNanos + MOST.toNanos());
        long last = sender.lastNanos();
        await(() -> false, System.nanoTime() + AFTERWARDS.toNanos());
        return new Told(
                Duration.ofNanos(Math.max(0, last - ripeNanos)),
                sender.sent(),
                sender.receivers().stream().filter(user -> !isAway(user)).count());
    }

    private boolean isAway(UserId user) {
        int number = Integer.parseInt(user.value().substring(GROUP.length()));
        return number >= 1 && number <= options.mentioned() && number % 2 == 0;
    }

    /// All who are there have it, and somebody sits before it.
    private void markAllBut(long seq) {
        List<Marker> markers = new ArrayList<>();
        for (int i = 0; i < options.members(); i++) {
            UserId user = PushWorld.user(GROUP, i);
            if (!isAway(user)) {
                markers.add(new ReceivedUpTo(channel, user, PushWorld.PHONE, seq, seq));
            }
        }
        for (int i = 0; i < markers.size(); i += MARKERS) {
            world.store().conversations().mark(markers.subList(i, Math.min(markers.size(), i + MARKERS)));
        }
    }

    private static void await(java.util.function.BooleanSupplier condition, long untilNanos) {
        while (!condition.getAsBoolean() && System.nanoTime() - untilNanos < 0) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    static double seconds(Duration duration) {
        return (double) duration.toNanos() / TimeUnit.SECONDS.toNanos(1);
    }
}
