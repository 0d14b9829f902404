package chat.carillon.protocol;

import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the server sends.
public sealed interface ServerFrame {

    /// The name in the `op` field.
    String op();

    /// The session is open.
    ///
    /// @param epoch the store's; a client that knows another one forgets its cursors
    /// @param ticket opens the next session without the token, while it is valid
    record Welcome(
            UserId user,
            SessionId session,
            String node,
            String epoch,
            String ticket,
            long ticketExpiresAtMillis,
            int heartbeatSeconds,
            Limits limits,
            List<ConversationSummary> conversations)
            implements ServerFrame {
        public Welcome {
            conversations = List.copyOf(conversations);
        }

        @Override
        public String op() {
            return "welcome";
        }

        /// Without its ticket.
        @Override
        public String toString() {
            return "Welcome[%s, %s, %d conversations]".formatted(user, session, conversations.size());
        }
    }

    /// One log entry, live. A session is given the entries of a conversation in seq order, each once.
    record Live(Entry entry) implements ServerFrame {
        @Override
        public String op() {
            return "entry";
        }
    }

    /// Reply to `sync`: the entries after the cursor.
    ///
    /// @param more whether there are more up to headSeq; ask again from the last one
    record Entries(String ref, ConversationId conversation, List<Entry> entries, long headSeq, boolean more)
            implements ServerFrame {
        public Entries {
            entries = List.copyOf(entries);
        }

        @Override
        public String op() {
            return "entries";
        }
    }

    /// Reply to `sync` where continuity cannot be proven: forget the cursor, load history, go on from headSeq.
    record Reset(String ref, ConversationId conversation, String epoch, long headSeq, long firstSeq)
            implements ServerFrame {
        @Override
        public String op() {
            return "reset";
        }
    }

    /// Reply to a write: it is durable.
    record Sent(String ref, ConversationId conversation, long seq, long atMillis) implements ServerFrame {
        @Override
        public String op() {
            return "sent";
        }
    }

    /// A request was refused and changed nothing.
    ///
    /// @param ref null where the frame had none that could be read
    /// @param retryAfterMillis how long to wait, where the code is retryable
    record Failure(
            @Nullable String ref,
            ErrorCode code,
            String message,
            @Nullable Long retryAfterMillis) implements ServerFrame {
        @Override
        public String op() {
            return "error";
        }
    }

    /// This user has become a member; live entries follow after `conversation.headSeq`.
    record Joined(ConversationSummary conversation) implements ServerFrame {
        @Override
        public String op() {
            return "joined";
        }
    }

    /// This user is a member no more; the entry that says so was the last.
    record Left(ConversationId conversation) implements ServerFrame {
        @Override
        public String op() {
            return "left";
        }
    }

    /// How far a member's devices have received, and the member has read.
    record Receipt(ConversationId conversation, UserId user, long deliveredSeq, long readSeq) implements ServerFrame {
        @Override
        public String op() {
            return "receipt";
        }
    }

    /// How many members of a large conversation have received and read, for the entries up to its head.
    ///
    /// @param members active members
    /// @param marks the highest seq first; of a seq between two of them, the counts of the higher one are true
    ///     at least
    record Watermarks(ConversationId conversation, int members, List<Mark> marks) implements ServerFrame {
        public Watermarks {
            marks = List.copyOf(marks);
        }

        @Override
        public String op() {
            return "watermarks";
        }

        /// @param delivered members who have everything up to seq
        /// @param read members who have seen everything up to seq
        public record Mark(long seq, int delivered, int read) {}

        /// How many have received and read at least up to `seq`; zeros if that is not known.
        public Mark at(long seq) {
            Mark found = new Mark(seq, 0, 0);
            for (Mark mark : marks) {
                if (mark.seq() < seq) {
                    break;
                }
                found = new Mark(seq, mark.delivered(), mark.read());
            }
            return found;
        }
    }

    /// Users are typing; forget it after some seconds.
    record TypingNotice(ConversationId conversation, List<UserId> users) implements ServerFrame {
        public TypingNotice {
            users = List.copyOf(users);
        }

        @Override
        public String op() {
            return "typing";
        }
    }

    /// A watched user's presence.
    record PresenceNotice(
            UserId user, PresenceStatus status, @Nullable Long lastSeenAtMillis) implements ServerFrame {
        @Override
        public String op() {
            return "presence";
        }
    }

    /// How many members of a watched conversation are there.
    ///
    /// @param members active members
    /// @param online those of them who are seen as online or away
    record Headcount(ConversationId conversation, int members, int online) implements ServerFrame {
        @Override
        public String op() {
            return "headcount";
        }
    }

    /// Live entries were dropped for this session because its socket was slow: sync.
    record Lagging(List<ConversationId> conversations) implements ServerFrame {
        public Lagging {
            conversations = List.copyOf(conversations);
        }

        @Override
        public String op() {
            return "lagging";
        }
    }

    /// The node lost the store. That the broker is lost is not said: members do not notice it for longer than a second.
    record Degraded(String reason) implements ServerFrame {
        /// The store refuses writes.
        public static final Degraded STORE = new Degraded("store");

        @Override
        public String op() {
            return "degraded";
        }
    }

    /// What `degraded` said is over.
    record Recovered() implements ServerFrame {
        @Override
        public String op() {
            return "recovered";
        }
    }

    /// The node wants this session to be opened elsewhere, after this time.
    ///
    /// @param ticket for it; null where there is no session yet
    /// @param to address of a server that has room, of the form `https://chat-2.example.org`; null: through the
    ///     client's own
    record Drain(
            long reconnectAfterMillis,
            @Nullable String ticket,
            @Nullable String to) implements ServerFrame {
        @Override
        public String op() {
            return "drain";
        }

        /// Without its ticket.
        @Override
        public String toString() {
            return "Drain[%d ms, to %s]".formatted(reconnectAfterMillis, to);
        }
    }

    /// Those who run the server tell everybody who is connected. Not kept.
    ///
    /// @param id the same for all who are told; told once a session
    /// @param by the administrator who says so
    record Announce(String id, long atMillis, UserId by, String text) implements ServerFrame {
        public static final int MAX_TEXT_CHARS = 1_000;

        @Override
        public String op() {
            return "announce";
        }
    }

    /// This user's notification settings were changed, on this device or another one: ask for them again. Not kept.
    record NotificationsChanged() implements ServerFrame {
        @Override
        public String op() {
            return "notifications";
        }
    }

    /// Answer to `ping`.
    record Pong() implements ServerFrame {
        @Override
        public String op() {
            return "pong";
        }
    }
}
