package chat.carillon.core.conversation;

import chat.carillon.core.store.ConversationStore.Marker;
import java.util.Collection;

/// Hears of markers that move. Must not block.
public interface MarkerListener {
    /// Hears nothing.
    MarkerListener NONE = new MarkerListener() {
        @Override
        public void marked(Marker marker) {}

        @Override
        public void written(Collection<Marker> markers) {}
    };

    /// Somebody has come so far, says a client; nothing is known yet of whether that is so.
    void marked(Marker marker);

    /// The store has these.
    void written(Collection<Marker> markers);
}
