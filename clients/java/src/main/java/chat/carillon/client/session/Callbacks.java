package chat.carillon.client.session;

import chat.carillon.client.net.Mailbox;
import chat.carillon.client.sync.SyncCursors;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls the listeners, one call at a time, and knows how far they are. Thread-safe.
final class Callbacks {
    /// Calls that may wait; the client is then told to hold back until half of them are done.
    private static final int MAX_BACKLOG = 4_096;

    private static final Logger log = LoggerFactory.getLogger(Callbacks.class);

    private final Mailbox mailbox;
    private final ClientListener clientListener;
    private final EntryListener entryListener;
    private final Map<ConversationId, EntryListener> ofConversations = new ConcurrentHashMap<>();

    /// Up to where the listeners have taken each conversation; written by the mailbox only.
    private final Map<ConversationId, Long> taken = new ConcurrentHashMap<>();

    private final Acks acks;

    private volatile @Nullable String epoch;
    private volatile Runnable whenTaken = () -> {};

    Callbacks(
            Executor executor,
            ClientListener clientListener,
            EntryListener entryListener,
            SyncCursors cursors,
            Acks acks) {
        this.mailbox = new Mailbox(executor);
        this.clientListener = clientListener;
        this.entryListener = entryListener;
        this.epoch = cursors.epoch();
        this.acks = acks;
        taken.putAll(cursors.seqs());
    }

    /// @param task told after each entry that a listener has taken; must be quick
    void whenTaken(Runnable task) {
        whenTaken = task;
    }

    /// Null takes the conversation's listener away.
    void listen(ConversationId conversation, @Nullable EntryListener listener) {
        if (listener == null) {
            ofConversations.remove(conversation);
        } else {
            ofConversations.put(conversation, listener);
        }
    }

    boolean unlisten(ConversationId conversation, EntryListener listener) {
        return ofConversations.remove(conversation, listener);
    }

    boolean backlogFull() {
        return mailbox.size() >= MAX_BACKLOG;
    }

    boolean backlogHalved() {
        return mailbox.size() <= MAX_BACKLOG / 2;
    }

    void entry(Entry entry) {
        EntryListener listener = listener(entry.conversation());
        mailbox.execute(() -> {
            call(() -> listener.entry(entry));
            take(entry.conversation(), entry.seq());
        });
    }

    void reset(ConversationId conversation, long afterSeq, long firstSeq) {
        EntryListener listener = listener(conversation);
        mailbox.execute(() -> {
            call(() -> listener.reset(conversation, afterSeq, firstSeq));
            take(conversation, afterSeq);
        });
    }

    void client(Consumer<ClientListener> call) {
        mailbox.execute(() -> call(() -> call.accept(clientListener)));
    }

    /// Seqs belong to this epoch from here on.
    void epoch(String storeEpoch) {
        mailbox.execute(() -> {
            if (!storeEpoch.equals(epoch)) {
                if (epoch != null) {
                    taken.clear();
                    acks.forgetAll();
                }
                epoch = storeEpoch;
            }
        });
    }

    /// The conversation is followed from here, if it was not followed before.
    void follow(ConversationId conversation, long afterSeq) {
        mailbox.execute(() -> taken.putIfAbsent(conversation, afterSeq));
    }

    /// The conversation is followed from here, whatever was taken before.
    void restart(ConversationId conversation, long afterSeq) {
        mailbox.execute(() -> taken.put(conversation, afterSeq));
    }

    /// The conversation is followed no more, once what waits was taken.
    void forget(ConversationId conversation) {
        mailbox.execute(() -> {
            taken.remove(conversation);
            acks.forget(conversation);
        });
    }

    private EntryListener listener(ConversationId conversation) {
        return ofConversations.getOrDefault(conversation, entryListener);
    }

    private void take(ConversationId conversation, long seq) {
        taken.put(conversation, seq);
        acks.taken(conversation, seq);
        whenTaken.run();
    }

    private static void call(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            log.error("a listener failed; the client goes on", e);
        }
    }

    SyncCursors cursors() {
        return new SyncCursors(epoch, taken);
    }

    Acks acks() {
        return acks;
    }
}
