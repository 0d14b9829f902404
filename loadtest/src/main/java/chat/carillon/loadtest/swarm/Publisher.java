package chat.carillon.loadtest.swarm;

import chat.carillon.loadtest.step.Pace;
import chat.carillon.loadtest.step.StepOptions;
import chat.carillon.loadtest.wire.Marker;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// Sends the messages of one step when they are due. Confined to the event loop.
final class Publisher {
    /// The text of a message: an ordinary line of chat, 200 bytes with the marker.
    private static final String FILL =
            " hello everyone, this is an ordinary line of chat about nothing much: lunch, the build, the weather,"
                    + " who is on call tonight, and whether the deploy of last Tuesday is finally done or not"
                    + " yet, who knows really";

    private static final int TEXT_CHARS = 200;
    private static final String TEXT = FILL.substring(0, TEXT_CHARS - Marker.LENGTH);

    private final Swarm swarm;
    private final Step step;
    private final Board board;
    private final StepOptions options;
    private final long endNanos;
    private long nextDueNanos;
    /// What the slowest of the other processes of this conversation has complete.
    private int completeElsewhere = Integer.MAX_VALUE;
    private boolean publishing;

    Publisher(Swarm swarm, Step step, long startNanos) {
        this.swarm = swarm;
        this.step = step;
        this.board = step.board();
        this.options = step.options();
        this.nextDueNanos = startNanos;
        this.endNanos = startNanos + options.duration().toNanos();
    }

    void start() {
        if (options.pace() instanceof Pace.EachSender) {
            for (int sender = 0; sender < options.senders(); sender++) {
                publish(System.nanoTime(), sender);
            }
        } else {
            tick();
        }
    }

    /// Whether the time for publishing is over.
    boolean over(long now) {
        return now >= endNanos || board.full();
    }

    void completeElsewhere(int complete) {
        completeElsewhere = complete;
        poll(System.nanoTime());
    }

    /// Sends what is due. Called after every read, so that a busy loop keeps the pace, and by a timer.
    void poll(long now) {
        if (publishing || over(now)) {
            return;
        }
        publishing = true;
        switch (options.pace()) {
            case Pace.Window(int inFlight) -> {
                while (board.published() - Math.min(board.complete(), completeElsewhere) < inFlight && !board.full()) {
                    publish(System.nanoTime(), sender());
                }
            }
            case Pace.Rate(double rate) -> {
                while (now >= nextDueNanos && nextDueNanos < endNanos && !board.full()) {
                    board.score().late(now - nextDueNanos);
                    publish(nextDueNanos, sender());
                    nextDueNanos += (long) (1e9 / rate);
                }
            }
            case Pace.EachSender() -> {}
        }
        publishing = false;
    }

    /// A sender's message was answered.
    void answered(Member sender) {
        long now = System.nanoTime();
        if (options.pace() instanceof Pace.EachSender && !over(now)) {
            publish(now, sender.index());
        }
    }

    private int sender() {
        return step.senderOf(board.published());
    }

    private void tick() {
        long now = System.nanoTime();
        poll(now);
        if (!over(now)) {
            long wait = options.pace() instanceof Pace.Rate ? nextDueNanos - System.nanoTime() : 1_000_000;
            var _ = swarm.loop().schedule(this::tick, Math.max(wait, 0), TimeUnit.NANOSECONDS);
        }
    }

    private void publish(long due, int sender) {
        int number = board.publish(due);
        Member member = swarm.member(sender);
        String frame = "{\"op\":\"send\",\"ref\":\"" + number + "\",\"conversation\":\"" + member.conversation()
                + "\",\"clientMessageId\":\"" + Marker.hex(number) + "-" + swarm.run() + "\",\"text\":\""
                + Marker.text(due, number) + TEXT + "\"}";
        member.send(frame.getBytes(StandardCharsets.US_ASCII));
    }
}
