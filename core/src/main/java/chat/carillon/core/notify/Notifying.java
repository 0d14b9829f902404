package chat.carillon.core.notify;

import chat.carillon.core.conversation.AppendListener;
import chat.carillon.core.conversation.MarkerListener;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.push.PushSender;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import java.time.Duration;
import java.util.Collection;

/// Everything by which a node tells absent members, in one: it hears of entries and markers, plans, sends and
/// withdraws. Thread-safe; what is called from outside never blocks, but for [#finish].
public final class Notifying implements AppendListener, MarkerListener {
    private final PushPlanning planning;
    private final PushDispatch dispatch;
    private final Withdrawals withdrawals;
    private final PushPlanning.Push push;

    public Notifying(PushPlanning.Push push, PushSender sender) {
        this.push = push;
        dispatch = new PushDispatch(push, sender);
        planning = new PushPlanning(push, dispatch);
        withdrawals = new Withdrawals(push, dispatch::planned);
    }

    public void start() {
        planning.start();
        dispatch.start();
    }

    public void stop() {
        planning.stop();
        dispatch.stop();
    }

    /// After [#stop]: waits for the answers of providers, so long at most, and writes down what came of them. Blocks.
    public void finish(Duration atMost) {
        dispatch.finish(atMost);
    }

    @Override
    public void appended(Entry entry, Conversation.Head head) {
        planning.appended(entry, head);
        if (planning.anyDevice()) {
            withdrawals.appended(entry, head);
        }
    }

    @Override
    public void alreadyDurable(ConversationId conversation, long seq) {}

    @Override
    public void marked(Marker marker) {}

    @Override
    public void written(Collection<Marker> markers) {
        if (planning.anyDevice()) {
            withdrawals.written(markers);
        }
    }

    /// Somebody can be told from now on.
    public void deviceRegistered() {
        planning.deviceRegistered();
    }

    public PushCounters counters() {
        return push.counters();
    }

    /// Conversations with messages that are not planned, as far as this node knows.
    public int waiting() {
        return planning.waiting();
    }

    /// Pushes that providers have not answered yet.
    public int inFlight() {
        return dispatch.inFlight();
    }
}
