package chat.carillon.core.notify;

import chat.carillon.core.conversation.AppendListener;
import chat.carillon.core.conversation.MarkerListener;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has notifications disappear when their message was read elsewhere, or deleted. Gathers, so that ten thousand readers
/// of a channel are a few questions to the store. What is lost here is shown a little longer than needed.
///
/// Thread-safe; what is called from outside never blocks.
public final class Withdrawals implements MarkerListener, AppendListener {
    private static final Logger log = LoggerFactory.getLogger(Withdrawals.class);
    private static final Duration GATHER = Duration.ofMillis(500);
    private static final int MAX_WAITING = 50_000;
    private static final int MAX_A_CALL = 1_000;

    private final Store store;
    private final Time time;
    private final Executor blocking;
    private final Runnable withdrawn;

    private final Map<Reader, Marker.ReadUpTo> read = new LinkedHashMap<>();
    private final Set<Message> deleted = new LinkedHashSet<>();
    private boolean scheduled;

    private record Reader(UserId user, ConversationId conversation) {}

    private record Message(ConversationId conversation, long seq) {}

    /// @param withdrawn called when there is something to send
    public Withdrawals(PushPlanning.Push push, Runnable withdrawn) {
        this.store = push.store();
        this.time = push.time();
        this.blocking = push.blocking();
        this.withdrawn = withdrawn;
    }

    @Override
    public void marked(Marker marker) {}

    @Override
    public void written(Collection<Marker> markers) {
        for (Marker marker : markers) {
            if (marker instanceof Marker.ReadUpTo readUpTo) {
                add(readUpTo);
            }
        }
    }

    /// Who posts has read what is above.
    @Override
    public void appended(Entry entry, Conversation.Head head) {
        if (entry.body() instanceof EntryBody.Posted) {
            add(new Marker.ReadUpTo(entry.conversation(), entry.sender(), entry.seq()));
        } else if (entry.body() instanceof EntryBody.Deleted gone) {
            add(new Message(entry.conversation(), gone.target()));
        }
    }

    @Override
    public void alreadyDurable(ConversationId conversation, long seq) {}

    private synchronized void add(Marker.ReadUpTo marker) {
        if (read.size() < MAX_WAITING) {
            read.merge(new Reader(marker.user(), marker.conversation()), marker, (a, b) -> a.seq() >= b.seq() ? a : b);
        }
        schedule();
    }

    private synchronized void add(Message message) {
        if (deleted.size() < MAX_WAITING) {
            deleted.add(message);
        }
        schedule();
    }

    private synchronized void schedule() {
        if (!scheduled) {
            scheduled = true;
            time.after(GATHER, () -> blocking.execute(this::withdraw));
        }
    }

    private void withdraw() {
        List<Marker.ReadUpTo> readers;
        List<Message> messages;
        synchronized (this) {
            scheduled = false;
            readers = List.copyOf(read.values());
            messages = List.copyOf(deleted);
            read.clear();
            deleted.clear();
        }
        try {
            int count = 0;
            for (int from = 0; from < readers.size(); from += MAX_A_CALL) {
                count += store.push()
                        .withdraw(new ArrayList<>(readers.subList(from, Math.min(readers.size(), from + MAX_A_CALL))));
            }
            for (Message message : messages) {
                count += store.push().withdraw(message.conversation(), message.seq());
            }
            if (count > 0) {
                withdrawn.run();
            }
        } catch (StoreUnavailableException e) {
            log.warn("notifications of what was read are shown longer: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("defect while withdrawing pushes", e);
        }
    }
}
