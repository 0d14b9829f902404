package chat.carillon.client.sync;

import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import java.util.TreeMap;

/// What the engine knows of one conversation. Confined to its engine.
final class Track {
    final ConversationId conversation;

    /// Everything up to here was delivered or given up.
    long cursor;

    /// The last entry that is known to exist.
    long head;

    /// Live entries beyond `cursor + 1`, by seq.
    final TreeMap<Long, Entry> held = new TreeMap<>();

    /// A `sync` is on its way, or answered in part.
    boolean inFlight;

    /// Sync once more when the one on its way is answered.
    boolean again;

    /// The cursor was moved while a `sync` was on its way: its answer is of no use.
    boolean restarted;

    /// A [SyncCommand.CheckLater] was sent and not answered.
    boolean checkPending;

    /// Checks in a row since the last entry was delivered.
    int checks;

    /// The user is a member no more: the track ends when it has caught up.
    boolean left;

    /// Answers in a row that brought nothing although something was missing.
    int fruitless;

    Track(ConversationId conversation, long cursor, long head) {
        this.conversation = conversation;
        this.cursor = cursor;
        this.head = head;
    }

    boolean behind() {
        return cursor < head;
    }
}
