package chat.carillon.loadtest.swarm;

import chat.carillon.loadtest.step.Audience;
import chat.carillon.loadtest.step.Pace;
import chat.carillon.loadtest.step.StepOptions;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One step while it runs: what members do and are given goes through here. Confined to the event loop.
final class Step {
    private static final int CHECK_MILLIS = 2;
    private static final long[] NO_DETAIL = {};

    private final Swarm swarm;
    private final StepOptions options;
    private final Board board;
    private final @Nullable Publisher publisher;
    private final long startNanos = System.nanoTime();
    private final long lostBefore;
    private final int connectionsLostBefore;
    /// Messages that all processes together published; known to one that only receives when it is told.
    private long expected = -1;
    private boolean ended;

    private Step(Swarm swarm, StepOptions options) {
        this.swarm = swarm;
        this.options = options;
        this.board = new Board(options, audienceSize(swarm, options), this::onComplete);
        this.publisher = options.publish() ? new Publisher(swarm, this, startNanos) : null;
        this.lostBefore = lost();
        this.connectionsLostBefore = swarm.connectionsLost();
    }

    /// The step before the first: nothing is published, and nothing answered.
    static Step none(Swarm swarm) {
        Pace pace = new Pace.EachSender();
        var options = new StepOptions(0, Audience.NOBODY, pace, 1, false, Duration.ZERO, Duration.ZERO);
        return new Step(swarm, options);
    }

    static Step of(Swarm swarm, StepOptions options) {
        return new Step(swarm, options);
    }

    private static int audienceSize(Swarm swarm, StepOptions options) {
        return switch (options.audience()) {
            case EVERYONE -> swarm.size();
            case PEER -> 1;
            case NOBODY -> 0;
        };
    }

    void begin() {
        if (publisher != null) {
            publisher.start();
        }
        check();
    }

    StepOptions options() {
        return options;
    }

    Board board() {
        return board;
    }

    int senderOf(int slot) {
        return slot % options.senders();
    }

    /// An entry that the member had not: counts if it is a message of this step that the member should get.
    void onEntry(Member member, long seq, ByteBuf buffer, int from, int end, long now) {
        boolean everyone = options.audience() == Audience.EVERYONE;
        if (options.audience() == Audience.NOBODY) {
            return;
        }
        int slot = board.slot(seq, everyone, buffer, from, end);
        if (slot >= 0 && (everyone || (senderOf(slot) ^ 1) == member.index())) {
            board.delivered(slot, now);
        }
    }

    void onSent(Member sender, long number, long now) {
        if (board.sent(number, now) && publisher != null) {
            publisher.answered(sender);
        }
    }

    void onRefused(Member sender, long number, String code) {
        swarm.note("refused:" + code);
        if (board.refused(number) && publisher != null) {
            publisher.answered(sender);
        }
    }

    void afterRead(long now) {
        if (publisher != null) {
            publisher.poll(now);
        }
    }

    private void onComplete() {
        if (publisher != null) {
            publisher.poll(System.nanoTime());
        } else {
            swarm.say("complete count=" + board.complete());
        }
    }

    void completeElsewhere(int count) {
        if (publisher != null) {
            publisher.completeElsewhere(count);
        }
    }

    /// Tells a process that only receives how many messages there were.
    void expect(long messages) {
        expected = messages;
    }

    private void check() {
        if (ended) {
            return;
        }
        long now = System.nanoTime();
        boolean over = publisher == null ? expected >= 0 : publisher.over(now);
        long wanted = publisher == null ? expected : board.published();
        long lastNanos =
                startNanos + options.duration().toNanos() + options.drain().toNanos();
        if (over && board.complete() >= wanted || now > lastNanos) {
            end();
        } else {
            var _ = swarm.loop().schedule(this::check, CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void end() {
        ended = true;
        long lost = Math.max(0, lost() - lostBefore);
        int closed = swarm.connectionsLost() - connectionsLostBefore;
        long[] detail = options.audience() == Audience.EVERYONE ? board.detail() : NO_DETAIL;
        swarm.say("result "
                + board.score()
                        .result(board.published(), lost, closed, startNanos, detail)
                        .fields());
    }

    /// What all members together miss of what others of their conversation have.
    private long lost() {
        int group = switch (options.audience()) {
            case EVERYONE -> swarm.size();
            case PEER -> 2;
            case NOBODY -> 1;
        };
        long lost = 0;
        for (int first = 0; first < swarm.size(); first += group) {
            int end = Math.min(first + group, swarm.size());
            long head = 0;
            for (int i = first; i < end; i++) {
                head = Math.max(head, swarm.member(i).track().headSeq());
            }
            for (int i = first; i < end; i++) {
                lost += swarm.member(i).track().lost(head);
            }
        }
        return lost;
    }
}
