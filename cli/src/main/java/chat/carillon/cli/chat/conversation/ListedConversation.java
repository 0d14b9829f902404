package chat.carillon.cli.chat.conversation;

import chat.carillon.client.unread.Unread;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ConversationSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One of the user's conversations: its title, counts, and what of it is loaded. Confined to the thread of the
/// screen.
public final class ListedConversation {
    /// Somebody who typed has stopped when nothing was heard for so long.
    static final long TYPING_MILLIS = 6_000;

    private static final int MAX_TYPING = 20;

    private final UserId me;
    private final Page page = new Page();
    private final Readers readers;
    private final Map<UserId, Long> typingUntilMillis = new LinkedHashMap<>();
    private ConversationSummary summary;
    private Unread unread;
    private String draft = "";

    /// Where the line above the first unread message is; 0: there is none.
    private long unreadAfterSeq;

    ListedConversation(UserId me, ConversationSummary summary) {
        this.me = me;
        this.summary = summary;
        this.readers = new Readers(me);
        this.unread = new Unread(me, summary);
    }

    /// Takes over what the server counted, up to its head.
    public void update(ConversationSummary fresh) {
        summary = fresh;
        unread.counted(fresh);
        readers.outdated();
    }

    public ConversationId id() {
        return summary.id();
    }

    public ConversationKind kind() {
        return summary.kind();
    }

    /// As it stands in lists: `#general`, `@anna`, or the name of a group.
    public String title() {
        return switch (summary.kind()) {
            case CHANNEL -> "#" + name();
            case GROUP -> name();
            case DIRECT -> "@" + name();
        };
    }

    /// The title without its sign.
    public String name() {
        String name = summary.name();
        if (name != null) {
            return name;
        }
        List<UserId> others =
                summary.users().stream().filter(user -> !user.equals(me)).toList();
        return others.isEmpty()
                ? me.value()
                : others.stream().map(UserId::value).collect(Collectors.joining(", "));
    }

    public @Nullable String topic() {
        return summary.topic();
    }

    public Page page() {
        return page;
    }

    /// How far the others have come.
    public Readers readers() {
        return readers;
    }

    /// Who it is with; empty unless it is a direct conversation with somebody else.
    public Optional<UserId> partner() {
        return summary.users().stream().filter(user -> !user.equals(me)).findFirst();
    }

    /// Another device of this user has read up to there.
    public void readElsewhere(long seq) {
        unread.read(seq);
    }

    public long unread() {
        return unread.messages();
    }

    public long mentions() {
        return unread.mentions();
    }

    /// Whether the server should be asked how much is unread: another device has read a part of it.
    public boolean uncounted() {
        return !unread.exact();
    }

    public long headSeq() {
        return unread.headSeq();
    }

    public long unreadAfterSeq() {
        return unreadAfterSeq;
    }

    /// What was typed here and not sent.
    public String draft() {
        return draft;
    }

    public void draft(String text) {
        draft = text;
    }

    /// Who is typing, in the order in which they began.
    public List<UserId> typing() {
        return List.copyOf(typingUntilMillis.keySet());
    }

    public void heardTyping(List<UserId> users, long nowMillis) {
        for (UserId user : users) {
            if (!user.equals(me) && typingUntilMillis.size() < MAX_TYPING) {
                typingUntilMillis.put(user, nowMillis + TYPING_MILLIS);
            }
        }
    }

    public void forgetTyping(long nowMillis) {
        typingUntilMillis.values().removeIf(until -> until <= nowMillis);
    }

    /// Counts an entry and shows it, where something is shown.
    public void arrived(Entry entry) {
        page.apply(entry);
        if (entry.seq() <= headSeq()) {
            return;
        }
        unread.came(entry);
        typingUntilMillis.remove(entry.sender());
        switch (entry.body()) {
            // Who posts has read what stands above.
            case EntryBody.Posted _ -> readers.came(entry.sender(), entry.seq(), entry.seq());
            case EntryBody.Renamed renamed -> summary = summary.renamed(renamed);
            case EntryBody.SettingsChanged changed -> summary = summary.changed(changed);
            case EntryBody.RoleChanged(UserId user, Role role) when user.equals(me) -> summary = summary.withRole(role);
            case EntryBody.MembersJoined _, EntryBody.MembersLeft _ -> readers.outdated();
            case EntryBody.Tombstone _,
                    EntryBody.Edited _,
                    EntryBody.Deleted _,
                    EntryBody.ReactionAdded _,
                    EntryBody.ReactionRemoved _,
                    EntryBody.RoleChanged _,
                    EntryBody.Unknown _ -> {}
        }
    }

    /// What is loaded says nothing about the log any longer.
    public void reset() {
        page.clear(Long.MAX_VALUE);
        unread = new Unread(me, summary);
    }

    /// It is opened: what is unread now gets a line above it.
    public void opened() {
        unreadAfterSeq = unread() > 0 ? unread.readSeq() : 0;
    }

    public void forgetUnreadLine() {
        unreadAfterSeq = 0;
    }

    /// Somebody looks at the end of it.
    ///
    /// @return the seq to mark as read; 0 if it is already
    public long seen() {
        if (unread() == 0 && mentions() == 0) {
            return 0;
        }
        unread.read(headSeq());
        return headSeq();
    }
}
