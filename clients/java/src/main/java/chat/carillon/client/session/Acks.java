package chat.carillon.client.session;

import chat.carillon.client.net.Connection;
import chat.carillon.client.net.Mailbox;
import chat.carillon.client.net.Ticker;
import chat.carillon.client.unread.Roster;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.Limits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Acks what the listeners have taken. Acks are cumulative: one a second tells as much as one an entry. In channels
/// they wait as long as the server asks for, or up to half of it less: all members have the same message to ack, and
/// a server need not hear of it from thousands at once.
///
/// What was said in the last [#SAID_AGAIN] of a connection is said again on the next one: the connection may have been
/// dead for a while, and a node that dies forgets what it was told a moment ago.
///
/// Confined to the client's mailbox, except where a method says otherwise.
final class Acks {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /// Longer than it takes to notice that a connection is dead.
    private static final Duration SAID_AGAIN = Duration.ofMinutes(2);

    private final Mailbox mailbox;
    private final Ticker ticker;
    private final Roster roster;
    private final RandomGenerator random;
    private final Waiting prompt = new Waiting();
    private final Waiting ofChannels = new Waiting();

    private final Map<ConversationId, Said> said = new ConcurrentHashMap<>();

    private @Nullable Connection connection;
    private Limits limits = Limits.DEFAULT;

    private record Said(long seq, long atNanos) {}

    private static final class Waiting {
        final Map<ConversationId, Long> seqs = new ConcurrentHashMap<>();
        final AtomicBoolean scheduled = new AtomicBoolean();
    }

    Acks(Mailbox mailbox, Ticker ticker, Roster roster, RandomGenerator random) {
        this.mailbox = mailbox;
        this.ticker = ticker;
        this.roster = roster;
        this.random = random;
    }

    void connected(Connection opened, Limits told) {
        connection = opened;
        limits = told;
        for (Waiting waiting : List.of(prompt, ofChannels)) {
            if (!waiting.seqs.isEmpty()) {
                schedule(waiting);
            }
        }
    }

    void disconnected() {
        connection = null;
        long since = ticker.nanos() - SAID_AGAIN.toNanos();
        said.forEach((conversation, one) -> {
            if (one.atNanos() - since >= 0) {
                var _ = waiting(conversation).seqs.merge(conversation, one.seq(), Math::max);
            }
        });
        said.clear();
    }

    private Waiting waiting(ConversationId conversation) {
        return roster.isChannel(conversation) ? ofChannels : prompt;
    }

    /// A listener has taken everything up to here. Thread-safe.
    void taken(ConversationId conversation, long seq) {
        Waiting waiting = waiting(conversation);
        waiting.seqs.put(conversation, seq);
        schedule(waiting);
    }

    /// Thread-safe.
    void forget(ConversationId conversation) {
        prompt.seqs.remove(conversation);
        ofChannels.seqs.remove(conversation);
        said.remove(conversation);
    }

    /// Thread-safe.
    void forgetAll() {
        prompt.seqs.clear();
        ofChannels.seqs.clear();
        said.clear();
    }

    /// Says what waits at once: before the user is said to be away, and before the end.
    void flush() {
        send(prompt);
        send(ofChannels);
    }

    private void schedule(Waiting waiting) {
        if (waiting.scheduled.compareAndSet(false, true)) {
            mailbox.execute(() -> {
                var _ = ticker.after(period(waiting), () -> mailbox.execute(() -> due(waiting)));
            });
        }
    }

    private void due(Waiting waiting) {
        waiting.scheduled.set(false);
        send(waiting);
    }

    private Duration period(Waiting waiting) {
        if (waiting == prompt) {
            return PERIOD;
        }
        double part = (1 + random.nextDouble()) / 2;
        return Duration.ofNanos((long) (part * limits.channelAckPeriod().toNanos()));
    }

    private void send(Waiting waiting) {
        while (connection != null && !waiting.seqs.isEmpty()) {
            Map<ConversationId, Long> acks = take(waiting.seqs);
            long now = ticker.nanos();
            acks.forEach((conversation, seq) -> said.put(conversation, new Said(seq, now)));
            connection.send(new ClientFrame.Ack(acks));
        }
    }

    /// As many as one frame may hold; they count as acked now.
    private Map<ConversationId, Long> take(Map<ConversationId, Long> seqs) {
        Map<ConversationId, Long> acks = new LinkedHashMap<>();
        List<ConversationId> first =
                seqs.keySet().stream().limit(limits.maxSyncConversations()).toList();
        for (ConversationId conversation : first) {
            Long seq = seqs.remove(conversation);
            if (seq != null) {
                acks.put(conversation, seq);
            }
        }
        return acks;
    }
}
