package chat.carillon.client.sync;

import chat.carillon.model.Entry;
import java.util.ArrayList;
import java.util.List;

/// What the engine hands out, and the live entries that it holds back until it is their turn. Confined to its engine.
final class Deliveries {
    private final int maxHeldEntries;
    private final List<SyncCommand> commands = new ArrayList<>();
    private int heldEntries;

    Deliveries(int maxHeldEntries) {
        this.maxHeldEntries = maxHeldEntries;
    }

    void add(SyncCommand command) {
        commands.add(command);
    }

    List<SyncCommand> take() {
        List<SyncCommand> result = List.copyOf(commands);
        commands.clear();
        return result;
    }

    void deliver(Track track, Entry entry) {
        track.cursor = entry.seq();
        track.checks = 0;
        commands.add(new SyncCommand.Deliver(entry));
    }

    void deliverHeld(Track track) {
        while (!track.held.isEmpty() && track.held.firstKey() <= track.cursor + 1) {
            Entry entry = track.held.pollFirstEntry().getValue();
            heldEntries--;
            if (entry.seq() > track.cursor) {
                deliver(track, entry);
            }
        }
    }

    /// Gives up what is missing up to `afterSeq`, if anything is.
    void skipTo(Track track, long afterSeq, long firstSeq) {
        if (afterSeq > track.cursor) {
            reset(track, afterSeq, firstSeq);
        }
    }

    void reset(Track track, long afterSeq, long firstSeq) {
        commands.add(new SyncCommand.Reset(track.conversation, afterSeq, firstSeq));
        track.cursor = afterSeq;
    }

    /// Keeps the entry until it is its turn, if there is room; if not, it will be fetched.
    void hold(Track track, Entry entry) {
        if (heldEntries < maxHeldEntries && track.held.put(entry.seq(), entry) == null) {
            heldEntries++;
        }
    }

    void ended(Track track) {
        clearHeld(track);
        commands.add(new SyncCommand.Ended(track.conversation));
    }

    void clearHeld(Track track) {
        heldEntries -= track.held.size();
        track.held.clear();
    }
}
