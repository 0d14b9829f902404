package chat.carillon.server.websocket;

import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.Limits;
import chat.carillon.server.delivery.GatewayCounters;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Looks after the sockets of one event loop with a single timer: a wheel with a slot a second, so that each
/// socket is looked at once a heartbeat, and two queues in the order of time for those that have not said hello
/// and those that are closing. A socket costs a place in a list. Confined to its event loop.
final class Heartbeats implements Runnable {
    private static final long CLOSE_GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Limits limits;
    private final GatewayCounters counters;
    private final List<ArrayList<SocketConnection>> slots;
    private final ArrayDeque<SocketConnection> awaitingHello = new ArrayDeque<>();
    private final ArrayDeque<SocketConnection> closing = new ArrayDeque<>();
    private int now;
    private int fill;

    Heartbeats(Limits limits, GatewayCounters counters) {
        this.limits = limits;
        this.counters = counters;
        int seconds = (int) Math.max(1, limits.heartbeat().toSeconds());
        slots = new ArrayList<>(seconds);
        for (int i = 0; i < seconds; i++) {
            slots.add(new ArrayList<>());
        }
    }

    void start(EventLoop loop) {
        var _ = loop.scheduleAtFixedRate(this, 1, 1, TimeUnit.SECONDS);
    }

    /// Spreads sockets evenly over the slots, whenever they came.
    void add(SocketConnection connection) {
        fill = (fill + 1) % slots.size();
        slots.get(fill).add(connection);
        awaitingHello.add(connection);
    }

    /// The close frame was sent; the client has a while to answer it.
    void closing(SocketConnection connection) {
        closing.add(connection);
    }

    /// One second has passed.
    @Override
    public void run() {
        long nanos = System.nanoTime();
        now = (now + 1) % slots.size();
        ArrayList<SocketConnection> due = slots.get(now);
        due.removeIf(SocketConnection::isGone);
        for (SocketConnection connection : List.copyOf(due)) {
            beat(connection, nanos);
        }
        while (!awaitingHello.isEmpty()
                && awaitingHello
                        .peek()
                        .isSettledOrOlderThan(nanos - limits.helloTimeout().toNanos())) {
            SocketConnection overdue = awaitingHello.remove();
            if (overdue.awaitsHello()) {
                overdue.close(CloseCode.HELLO_TIMEOUT, "no hello in " + limits.helloTimeout());
            }
        }
        while (!closing.isEmpty() && closing.peek().isClosingSince(nanos - CLOSE_GRACE_NANOS)) {
            closing.remove().abort();
        }
    }

    private void beat(SocketConnection connection, long nanos) {
        if (connection.outbound().blockedForNanos()
                > limits.slowConsumerTimeout().toNanos()) {
            counters.slowConsumerClosed();
            connection.fail(CloseCode.SLOW_CONSUMER, "took no bytes for " + limits.slowConsumerTimeout());
        } else if (connection.heardBefore(nanos - 2 * limits.heartbeat().toNanos())) {
            connection.fail(CloseCode.HEARTBEAT_TIMEOUT, "answered no ping");
        } else {
            connection.ping();
        }
    }
}
