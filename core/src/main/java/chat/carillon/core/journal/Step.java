package chat.carillon.core.journal;

import chat.carillon.model.ConversationId;
import chat.carillon.model.WireName;
import java.util.Set;

/// Something that this node did with entries. Times are those of the node's monotonic clock.
public sealed interface Step {
    ConversationId conversation();

    long atNanos();

    /// Whether it was done with this entry.
    boolean concerns(long seq);

    /// The entry became durable here.
    record Committed(ConversationId conversation, long seq, long atNanos) implements Step {
        @Override
        public boolean concerns(long other) {
            return seq == other;
        }
    }

    /// How other nodes were told.
    enum Way implements WireName {
        /// Those that the registry names.
        NODES,
        /// Those that subscribe to the conversation.
        SUBSCRIBERS,
        /// All, because nobody could say which.
        EVERYBODY
    }

    /// A record was handed to the bus.
    ///
    /// @param nodes to which; empty unless by name
    record Published(ConversationId conversation, long seq, long atNanos, Way way, Set<String> nodes) implements Step {
        @Override
        public boolean concerns(long other) {
            return seq == other;
        }
    }

    /// The event loops with members of the conversation were given the entry.
    ///
    /// @param fromStore whether it had to be fetched, because no record of it had come
    record FannedOut(ConversationId conversation, long seq, long atNanos, boolean fromStore, int loops)
            implements Step {
        @Override
        public boolean concerns(long other) {
            return seq == other;
        }
    }

    /// An event loop went round the sockets of the conversation with what had gathered: one step, however many there
    /// are.
    ///
    /// @param afterSeq the entries of this round are those after it
    /// @param untilSeq and up to this one
    /// @param atNanos when it had been to the last one
    /// @param behind sockets that could not take all of it yet
    record Written(
            ConversationId conversation,
            long afterSeq,
            long untilSeq,
            long beganNanos,
            long atNanos,
            int sockets,
            int behind)
            implements Step {
        @Override
        public boolean concerns(long seq) {
            return seq > afterSeq && seq <= untilSeq;
        }
    }
}
