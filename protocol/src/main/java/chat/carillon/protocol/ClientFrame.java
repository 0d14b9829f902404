package chat.carillon.protocol;

import chat.carillon.model.Attachment;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.UserId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a client sends. Exactly one handler a type; a `ref` is the client's name for a request and comes back
/// with its reply.
public sealed interface ClientFrame {

    /// The name in the `op` field.
    String op();

    /// A frame that is answered: by the reply that its type documents, or by `error` with the same ref.
    sealed interface Request extends ClientFrame {
        String ref();
    }

    /// A request that appends an entry; answered by `sent`, and by the same `sent` if it is repeated with the
    /// same clientMessageId.
    sealed interface Write extends Request {
        ConversationId conversation();

        @Nullable
        ClientMessageId clientMessageId();
    }

    /// Opens the session: the first frame, once. Answered by `welcome`, or by `error` and a close.
    ///
    /// @param token a session token or app-signed JWT; null where the handshake's `Authorization` header or
    ///     `ticket` says who it is
    /// @param ticket the resume ticket of an earlier welcome
    /// @param epoch the store epoch that `cursors` belong to
    /// @param cursors what the device has; where given, live entries of conversations that are behind wait for
    ///     nothing: the client syncs
    record Hello(
            @Nullable String token,
            @Nullable String ticket,
            DeviceId device,
            @Nullable String epoch,
            Map<ConversationId, Long> cursors)
            implements ClientFrame {
        public Hello {
            FrameRules.checkEpoch(epoch);
            cursors = FrameRules.cursors(cursors);
        }

        @Override
        public String op() {
            return "hello";
        }

        /// Without its secrets.
        @Override
        public String toString() {
            return "Hello[device=%s, cursors=%d]".formatted(device, cursors.size());
        }
    }

    /// Posts a message.
    record Send(
            String ref,
            ConversationId conversation,
            ClientMessageId clientMessageId,
            String text,
            @Nullable Long replyTo,
            @Nullable Long thread,
            List<Attachment> attachments)
            implements Write {
        public Send {
            FrameRules.checkRef(ref);
            attachments = List.copyOf(attachments);
            FrameRules.checkText(text, attachments);
        }

        @Override
        public String op() {
            return "send";
        }

        /// Without its text.
        @Override
        public String toString() {
            return "Send[%s, %s, %s]".formatted(ref, conversation, clientMessageId);
        }
    }

    /// Gives the sender's own message at `seq` another text.
    record Edit(
            String ref,
            ConversationId conversation,
            @Nullable ClientMessageId clientMessageId,
            long seq,
            String text) implements Write {
        public Edit {
            FrameRules.checkRef(ref);
            FrameRules.checkSeq(seq);
            FrameRules.checkText(text, List.of());
        }

        @Override
        public String op() {
            return "edit";
        }

        /// Without its text.
        @Override
        public String toString() {
            return "Edit[%s, %s/%d]".formatted(ref, conversation, seq);
        }
    }

    /// Takes back the message at `seq`: one's own, or as a moderator anyone's.
    record Delete(
            String ref,
            ConversationId conversation,
            @Nullable ClientMessageId clientMessageId,
            long seq) implements Write {
        public Delete {
            FrameRules.checkRef(ref);
            FrameRules.checkSeq(seq);
        }

        @Override
        public String op() {
            return "delete";
        }
    }

    /// Puts an emoji on the message at `seq`.
    record React(
            String ref,
            ConversationId conversation,
            @Nullable ClientMessageId clientMessageId,
            long seq,
            String emoji) implements Write {
        public React {
            FrameRules.checkRef(ref);
            FrameRules.checkSeq(seq);
            FrameRules.checkEmoji(emoji);
        }

        @Override
        public String op() {
            return "react";
        }
    }

    /// Takes one's emoji off the message at `seq`.
    record Unreact(
            String ref,
            ConversationId conversation,
            @Nullable ClientMessageId clientMessageId,
            long seq,
            String emoji) implements Write {
        public Unreact {
            FrameRules.checkRef(ref);
            FrameRules.checkSeq(seq);
            FrameRules.checkEmoji(emoji);
        }

        @Override
        public String op() {
            return "unreact";
        }
    }

    /// Asks for what is missing: for each conversation one `entries` (or `reset`, or `error`), in the order given.
    ///
    /// @param epoch the store epoch that the cursors belong to; another one is answered with `reset`
    /// @param limit most entries a conversation, 1 to `limits.maxPageEntries`; 0 means the server's choice
    record Sync(String ref, @Nullable String epoch, Map<ConversationId, Long> cursors, int limit) implements Request {
        public Sync {
            FrameRules.checkRef(ref);
            FrameRules.checkEpoch(epoch);
            cursors = FrameRules.cursors(cursors);
            if (cursors.isEmpty()) {
                throw new InvalidValueException("cursors: none (expected: at least one)");
            }
        }

        @Override
        public String op() {
            return "sync";
        }
    }

    /// The device has everything up to these seqs. Cumulative, no reply, at most once a second.
    record Ack(Map<ConversationId, Long> cursors) implements ClientFrame {
        public Ack {
            cursors = FrameRules.cursors(cursors);
        }

        @Override
        public String op() {
            return "ack";
        }
    }

    /// The user has seen everything up to `seq`. No reply.
    record Read(ConversationId conversation, long seq) implements ClientFrame {
        public Read {
            FrameRules.checkSeq(seq);
        }

        @Override
        public String op() {
            return "read";
        }
    }

    /// The user is typing. Ephemeral, no reply.
    record Typing(ConversationId conversation) implements ClientFrame {
        @Override
        public String op() {
            return "typing";
        }
    }

    /// What the user wants to be seen as in this session, and whether somebody is there. Ephemeral, no reply.
    ///
    /// @param idle nobody has touched the device for a while, so nobody has seen what it acknowledges. On the
    ///     wire only where it does not follow from the status
    record Presence(PresenceStatus status, boolean idle) implements ClientFrame {
        /// Nobody is at the device of who is away.
        public Presence(PresenceStatus status) {
            this(status, status == PresenceStatus.AWAY);
        }

        @Override
        public String op() {
            return "presence";
        }
    }

    /// The users whose presence this session wants to be told, and the conversations of which it wants to be told how
    /// many are there; replaces the former lists. Answered with a `presence` of each who is the user or shares a
    /// conversation with them, and a `headcount` of each conversation that the session is in; no reply of its own.
    record Watch(List<UserId> users, List<ConversationId> conversations) implements ClientFrame {
        public Watch {
            users = List.copyOf(users);
            conversations = List.copyOf(conversations);
        }

        public Watch(List<UserId> users) {
            this(users, List.of());
        }

        @Override
        public String op() {
            return "watch";
        }
    }

    /// Answered by `pong` at once, before anything that waits.
    record Ping() implements ClientFrame {
        @Override
        public String op() {
            return "ping";
        }
    }
}
