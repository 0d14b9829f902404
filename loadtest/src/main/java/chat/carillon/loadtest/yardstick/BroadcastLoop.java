package chat.carillon.loadtest.yardstick;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/// The members of one event loop. One pass is one write for each member that has something to get; what comes in the
/// meantime goes with the next pass. Confined to the event loop.
final class BroadcastLoop {
    private final EventLoop loop;
    private final FrameRing ring = new FrameRing();
    private final List<BroadcastMember> members = new ArrayList<>();
    private boolean passScheduled;

    BroadcastLoop(EventLoop loop) {
        this.loop = loop;
    }

    EventLoop loop() {
        return loop;
    }

    FrameRing ring() {
        return ring;
    }

    void add(BroadcastMember member) {
        members.add(member);
    }

    void remove(BroadcastMember member) {
        members.remove(member);
    }

    /// May be called from any thread.
    void publish(byte[] frame) {
        if (loop.inEventLoop()) {
            append(frame);
        } else {
            loop.execute(() -> append(frame));
        }
    }

    private void append(byte[] frame) {
        ring.append(frame);
        schedulePass();
    }

    void schedulePass() {
        if (!passScheduled) {
            passScheduled = true;
            loop.execute(this::pass);
        }
    }

    private void pass() {
        passScheduled = false;
        boolean more = false;
        for (BroadcastMember member : members) {
            more |= member.write();
        }
        if (more) {
            schedulePass();
        }
    }
}
