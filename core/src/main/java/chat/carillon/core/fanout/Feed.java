package chat.carillon.core.fanout;

import chat.carillon.core.bus.BusRecord;
import java.util.TreeMap;

/// How a node heals itself: the state machine that turns a conversation's records, which may be lost, repeated,
/// late and out of order, into its entries in seq order, each once.
///
/// A record with the next seq is delivered; a lower one is known and dropped; a higher one shows a gap: it is
/// held, and the missing range is asked for from the store. A head that is ahead of what was delivered is a gap
/// too, which is how a quiet loss is found. At most one backfill is under way at a time; what does not fit into
/// the hold is dropped, because the backfill goes on until it reaches the highest head it has heard of.
///
/// Pure: no I/O, no clock, no threads. Confined to whoever holds the lock of its [LocalFeed].
final class Feed {
    private final int maxHeld;
    private final TreeMap<Long, BusRecord.Appended> held = new TreeMap<>();

    private long deliveredSeq;
    private long deliveredOrdinal;
    private long membershipSeq;
    private long knownHeadSeq;
    private boolean backfilling;

    Feed(Position start, int maxHeld) {
        this.maxHeld = maxHeld;
        this.deliveredSeq = start.seq();
        this.deliveredOrdinal = start.ordinal();
        this.membershipSeq = start.membershipSeq();
        this.knownHeadSeq = start.seq();
    }

    /// What the machine wants done, in the order of the calls.
    interface Commands {
        /// Give this entry to the local members. Its seq is one more than the one before.
        void deliver(BusRecord.Appended entry);

        /// Read `afterSeq < seq <= untilSeq` from the store and answer with [Feed#onBackfill], or with
        /// [Feed#onBackfillFailed] if that cannot be done now.
        void backfill(long afterSeq, long untilSeq);
    }

    /// A record came from the bus.
    void onRecord(BusRecord.Appended record, Commands commands) {
        accept(record, commands);
        askForMissing(commands);
    }

    /// The store says that the log reaches up to here.
    void onHead(long headSeq, Commands commands) {
        knownHeadSeq = Math.max(knownHeadSeq, headSeq);
        askForMissing(commands);
    }

    /// The store's answer: a page of the range that was asked for, perhaps only its beginning. A page without
    /// anything new (a replica that lags) asks no further until the next record, head or look.
    void onBackfill(Iterable<BusRecord.Appended> page, Commands commands) {
        backfilling = false;
        long before = deliveredSeq;
        for (BusRecord.Appended record : page) {
            accept(record, commands);
        }
        if (deliveredSeq > before) {
            askForMissing(commands);
        }
    }

    /// The store could not be asked; the next record, head or look tries again.
    void onBackfillFailed() {
        backfilling = false;
    }

    /// Asks for what is known to be missing, unless that is under way: a try may have failed.
    void onLook(Commands commands) {
        askForMissing(commands);
    }

    Position position() {
        return new Position(deliveredSeq, deliveredOrdinal, membershipSeq);
    }

    /// Entries that are known to be missing.
    long behind() {
        return knownHeadSeq - deliveredSeq;
    }

    int held() {
        return held.size();
    }

    private void accept(BusRecord.Appended record, Commands commands) {
        knownHeadSeq = Math.max(knownHeadSeq, record.seq());
        if (record.seq() == deliveredSeq + 1) {
            deliver(record, commands);
            deliverHeld(commands);
        } else if (record.seq() > deliveredSeq) {
            hold(record);
        }
    }

    /// Keeps the lowest ones: they are delivered first.
    private void hold(BusRecord.Appended record) {
        held.put(record.seq(), record);
        if (held.size() > maxHeld) {
            held.pollLastEntry();
        }
    }

    private void deliverHeld(Commands commands) {
        while (!held.isEmpty() && held.firstKey() <= deliveredSeq + 1) {
            BusRecord.Appended next = held.pollFirstEntry().getValue();
            if (next.seq() == deliveredSeq + 1) {
                deliver(next, commands);
            }
        }
    }

    private void deliver(BusRecord.Appended record, Commands commands) {
        deliveredSeq = record.seq();
        deliveredOrdinal = record.ordinal();
        if (record.changesMembership()) {
            membershipSeq = record.seq();
        }
        commands.deliver(record);
    }

    private void askForMissing(Commands commands) {
        if (!backfilling && knownHeadSeq > deliveredSeq) {
            backfilling = true;
            commands.backfill(deliveredSeq, held.isEmpty() ? knownHeadSeq : held.firstKey() - 1);
        }
    }
}
