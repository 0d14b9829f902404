package chat.carillon.core.log;

import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.EntryBody;
import chat.carillon.model.EntryBody.JoinPolicy;
import chat.carillon.model.Role;
import chat.carillon.model.WireName;
import org.jspecify.annotations.Nullable;

/// A conversation as the store has it, without its log.
public record Conversation(
        ConversationId id,
        ConversationKind kind,
        @Nullable String name,
        @Nullable String topic,
        Settings settings,
        Head head) {

    /// The same conversation when its log stands there.
    public Conversation at(Head other) {
        return new Conversation(id, kind, name, topic, settings, other);
    }

    /// Members now.
    public int memberCount() {
        return head.memberCount();
    }

    /// Whether it is a channel that anyone may join, and may know of.
    public boolean isOpenChannel() {
        return kind == ConversationKind.CHANNEL && settings.join() == JoinPolicy.OPEN && !settings.archived();
    }

    /// Who may do what here.
    ///
    /// @param join who may become a member by themselves
    /// @param history what a member may read of the time before it joined
    /// @param post least role that may post
    /// @param invite least role that may make others members
    /// @param archived whether it can only be read
    public record Settings(JoinPolicy join, HistoryPolicy history, Role post, Role invite, boolean archived) {
        /// What a conversation of this kind starts with.
        public static Settings of(ConversationKind kind) {
            return switch (kind) {
                case DIRECT -> new Settings(JoinPolicy.INVITED, HistoryPolicy.ALL, Role.MEMBER, Role.OWNER, false);
                case GROUP ->
                    new Settings(JoinPolicy.INVITED, HistoryPolicy.SINCE_JOIN, Role.MEMBER, Role.MEMBER, false);
                case CHANNEL -> new Settings(JoinPolicy.OPEN, HistoryPolicy.ALL, Role.MEMBER, Role.MEMBER, false);
            };
        }

        /// What these become by a change. `history` stays for good: those who wrote relied on it.
        public Settings changed(EntryBody.SettingsChanged by) {
            return new Settings(
                    by.join() == null ? join : by.join(),
                    history,
                    by.post() == null ? post : by.post(),
                    by.invite() == null ? invite : by.invite(),
                    by.archived() == null ? archived : by.archived());
        }
    }

    public enum HistoryPolicy implements WireName {
        ALL,
        SINCE_JOIN
    }

    /// Where a log stands.
    ///
    /// @param headSeq seq of the last durable entry, 0 for an empty log
    /// @param headOrdinal messages in the log so far
    /// @param firstSeq oldest entry that is kept, 1 unless truncated
    /// @param membershipSeq seq of the last entry that changed who is a member
    /// @param memberCount members now
    /// @param changedAtMillis the store's time of the last append, for "what changed since"
    public record Head(
            ConversationId conversation,
            long headSeq,
            long headOrdinal,
            long firstSeq,
            long membershipSeq,
            int memberCount,
            long changedAtMillis) {}
}
