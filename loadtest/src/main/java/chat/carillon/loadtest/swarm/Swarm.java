package chat.carillon.loadtest.swarm;

import chat.carillon.loadtest.step.Fields;
import chat.carillon.loadtest.wire.AppToken;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All members of this process, and how their connections fare. Confined to the event loop.
final class Swarm {
    private static final int PROGRESS_MEMBERS = 500;
    /// What the SDK does on average in a busy channel: up to half of the period less.
    private static final long ACK_PERIOD_MILLIS =
            Limits.DEFAULT.channelAckPeriod().toMillis() * 3 / 4;

    private static final int ACK_TURNS = 100;

    private final SwarmOptions options;
    private final AppToken tokens;
    private final EventLoop loop;
    private final Consumer<String> say;
    private final String run = Integer.toHexString(ThreadLocalRandom.current().nextInt());
    private final Member[] members;
    private final Map<String, ByteBuf> entryHeads = new HashMap<>();

    private int open;
    private int joined;
    private int failed;
    private int lost;
    private int otherFrames;
    private String note = "";
    private Step step;
    private @Nullable ScheduledFuture<?> acks;
    private int ackTurn;
    private long acked;

    /// @param say takes the lines of its answers
    Swarm(SwarmOptions options, AppToken tokens, EventLoop loop, Consumer<String> say) {
        this.options = options;
        this.tokens = tokens;
        this.loop = loop;
        this.say = say;
        this.members = new Member[options.members()];
        for (int i = 0; i < members.length; i++) {
            members[i] = new Member(i, this);
        }
        this.step = Step.none(this);
    }

    void connect() {
        new Connector(this, loop).proceed();
    }

    SwarmOptions options() {
        return options;
    }

    EventLoop loop() {
        return loop;
    }

    Step step() {
        return step;
    }

    void begin(Step next) {
        step = next;
        next.begin();
    }

    Member member(int index) {
        return members[index];
    }

    int size() {
        return members.length;
    }

    /// What distinguishes this run's messages from those of other runs on the same server.
    String run() {
        return run;
    }

    void say(String line) {
        say.accept(line);
    }

    /// Connections that ended although they had been welcomed.
    int connectionsLost() {
        return lost;
    }

    byte[] hello(int index) {
        String name = "u" + (options.firstUser() + index);
        String token = tokens.of(new UserId(name), name);
        return "{\"op\":\"hello\",\"token\":\"%s\",\"device\":\"d-%s\"}"
                .formatted(token, name)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// How the live entries of a conversation begin; one buffer for all its members.
    ByteBuf entryHead(String conversation) {
        return entryHeads.computeIfAbsent(
                conversation,
                id -> Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(
                        "{\"op\":\"entry\",\"conversation\":\"%s\",\"seq\":".formatted(id),
                        StandardCharsets.US_ASCII)));
    }

    /// Connections that were welcomed, and those that failed before.
    int settled() {
        return open + failed;
    }

    void onOpen() {
        open++;
        onSettled();
    }

    private void onSettled() {
        if (settled() == members.length) {
            say("connected " + state());
        } else if (settled() % PROGRESS_MEMBERS == 0) {
            say("connecting " + state());
        }
    }

    void onJoined() {
        joined++;
        if (joined == members.length) {
            say("joined " + state());
        }
    }

    /// @param welcomed whether the session was open
    void onClosed(boolean welcomed) {
        if (welcomed) {
            lost++;
        } else {
            failed++;
            onSettled();
        }
    }

    /// Members that read nothing any more, or read again.
    void read(boolean reading) {
        for (Member member : members) {
            member.read(reading);
        }
    }

    /// Has members say now and then how far they have come, as the SDK does.
    void ack() {
        silence();
        acks = loop.scheduleAtFixedRate(this::ackSome, 0, ACK_PERIOD_MILLIS / ACK_TURNS, TimeUnit.MILLISECONDS);
    }

    /// Has them say it no more.
    ///
    /// @return how often they did
    long silence() {
        if (acks != null) {
            acks.cancel(false);
            acks = null;
        }
        long said = acked;
        acked = 0;
        return said;
    }

    /// Not all in one moment: members of the real world are not in step.
    private void ackSome() {
        for (int i = ackTurn; i < members.length; i += ACK_TURNS) {
            acked += members[i].ack() ? 1 : 0;
        }
        ackTurn = (ackTurn + 1) % ACK_TURNS;
    }

    /// How many members have everything up to `seq`.
    int complete(long seq) {
        int count = 0;
        for (Member member : members) {
            count += member.track().completeSeq() >= seq ? 1 : 0;
        }
        return count;
    }

    /// The highest seq that a member has.
    long headSeq() {
        long head = 0;
        for (Member member : members) {
            head = Math.max(head, member.track().headSeq());
        }
        return head;
    }

    void onOther() {
        otherFrames++;
    }

    /// Keeps the first thing that went wrong, to be told to who drives the swarm.
    void note(String what) {
        if (note.isEmpty()) {
            note = what;
        }
    }

    Fields state() {
        return new Fields()
                .with("open", open)
                .with("failed", failed)
                .with("lost", lost)
                .with("joined", joined)
                .with("otherFrames", otherFrames)
                .with("note", note.isEmpty() ? "-" : note.replaceAll("\\s+", "_"));
    }
}
