package chat.carillon.core.conversation;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Those who hear of entries and markers, told one after the other in the order in which they came. Thread-safe.
public final class Listeners implements AppendListener, MarkerListener {
    private final List<AppendListener> ofEntries = new CopyOnWriteArrayList<>();
    private final List<MarkerListener> ofMarkers = new CopyOnWriteArrayList<>();

    /// Tells it of entries from now on.
    public void add(AppendListener toEntries) {
        ofEntries.add(toEntries);
    }

    /// Tells `toEntries` of entries and `toMarkers` of markers from now on.
    public void add(AppendListener toEntries, MarkerListener toMarkers) {
        ofEntries.add(toEntries);
        ofMarkers.add(toMarkers);
    }

    @Override
    public void appended(Entry entry, Conversation.Head head) {
        ofEntries.forEach(listener -> listener.appended(entry, head));
    }

    @Override
    public void alreadyDurable(ConversationId conversation, long seq) {
        ofEntries.forEach(listener -> listener.alreadyDurable(conversation, seq));
    }

    @Override
    public void marked(Marker marker) {
        ofMarkers.forEach(listener -> listener.marked(marker));
    }

    @Override
    public void written(Collection<Marker> markers) {
        ofMarkers.forEach(listener -> listener.written(markers));
    }
}
