package chat.carillon.cli.chat.conversation;

import chat.carillon.cli.chat.conversation.ShownMessage.Change;
import chat.carillon.cli.chat.conversation.ShownMessage.Delivery;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// The part of a conversation that is loaded, in seq order, and one's own messages on their way.
///
/// It is made of pages of history, which have each message's current state, and of entries as they arrive. An
/// entry that arrives while a page is on its way is applied again when the page is there, since nobody knows on
/// which side of it the page was read; applying an entry twice changes nothing. Confined to the thread of the
/// screen.
public final class Page {
    /// Items kept; further ones are fetched again when someone scrolls to them.
    public static final int MAX_ITEMS = 2_000;

    /// Messages in a page of history.
    public static final int PAGE_MESSAGES = 50;

    private final TreeMap<Long, PageItem> items = new TreeMap<>();
    private final Map<ClientMessageId, ShownMessage> outgoing = new LinkedHashMap<>();
    private final List<Entry> sinceAsked = new ArrayList<>();
    private boolean loaded;
    private boolean asked;
    private boolean beginning;

    /// Everything up to here is loaded; MAX_VALUE: everything that there is, and what arrives goes at the end.
    private long coveredUntilSeq = Long.MAX_VALUE;

    /// What to show: loaded items, then one's own messages that are not yet among them.
    public List<PageItem> items() {
        List<PageItem> all = new ArrayList<>(items.values());
        outgoing.values().forEach(message -> all.add(new PageItem.Said(message)));
        return all;
    }

    public Optional<ShownMessage> message(long seq) {
        return items.get(seq) instanceof PageItem.Said(ShownMessage message) ? Optional.of(message) : Optional.empty();
    }

    /// Messages that have a seq, in its order.
    public List<ShownMessage> messages() {
        return items.values().stream()
                .filter(PageItem.Said.class::isInstance)
                .map(item -> ((PageItem.Said) item).message())
                .toList();
    }

    public boolean loaded() {
        return loaded;
    }

    /// Whether a page of history is on its way.
    public boolean waiting() {
        return asked;
    }

    /// Whether there may be something above the first item.
    public boolean hasOlder() {
        return loaded && !beginning;
    }

    /// Whether the newest messages are loaded, and new ones appear.
    public boolean atHead() {
        return coveredUntilSeq == Long.MAX_VALUE;
    }

    public long coveredUntilSeq() {
        return coveredUntilSeq;
    }

    public long oldestSeq() {
        return items.isEmpty() ? Long.MAX_VALUE : items.firstKey();
    }

    public long newestSeq() {
        return items.isEmpty() ? 0 : items.lastKey();
    }

    public long pendingCount() {
        return outgoing.values().stream()
                .filter(message -> message.delivery() instanceof Delivery.Pending)
                .count();
    }

    /// A page of history is about to be fetched.
    public void ask() {
        asked = true;
        sinceAsked.clear();
    }

    /// It could not be fetched.
    public void askedInVain() {
        asked = false;
        sinceAsked.clear();
    }

    /// Forgets what is loaded, but not one's own messages on their way.
    ///
    /// @param untilSeq of the last message that will be loaded next; MAX_VALUE for the newest
    public void clear(long untilSeq) {
        items.clear();
        sinceAsked.clear();
        loaded = false;
        asked = false;
        beginning = false;
        coveredUntilSeq = untilSeq;
    }

    /// A page of history is there.
    ///
    /// @param beforeSeq what was asked for: messages below it
    /// @param headSeq of the conversation, as far as it is known
    public void load(long beforeSeq, List<ShownMessage> messages, long headSeq) {
        boolean older = !loaded || beforeSeq <= oldestSeq();
        messages.forEach(message -> items.put(message.seq(), new PageItem.Said(message)));
        if (older) {
            beginning = messages.size() < PAGE_MESSAGES;
        }
        if (!atHead() && beforeSeq - 1 > coveredUntilSeq) {
            coveredUntilSeq = beforeSeq - 1;
        }
        if (coveredUntilSeq >= headSeq) {
            coveredUntilSeq = Long.MAX_VALUE;
        }
        loaded = true;
        asked = false;
        List<Entry> again = List.copyOf(sinceAsked);
        sinceAsked.clear();
        again.forEach(this::apply);
        outgoing.values().removeIf(message -> message.seq() != 0 && items.containsKey(message.seq()));
        trim(older);
    }

    /// An entry arrived, in seq order.
    public void apply(Entry entry) {
        if (asked && sinceAsked.size() < MAX_ITEMS) {
            sinceAsked.add(entry);
        }
        switch (entry.body()) {
            case EntryBody.Posted posted -> post(entry, posted);
            case EntryBody.Edited(long target, String text) -> change(target, message -> message.edited(text));
            case EntryBody.Deleted(long target) -> change(target, ShownMessage::taken);
            case EntryBody.ReactionAdded(long target, String emoji) ->
                change(target, message -> message.withReaction(emoji, entry.sender()));
            case EntryBody.ReactionRemoved(long target, String emoji) ->
                change(target, message -> message.withoutReaction(emoji, entry.sender()));
            case EntryBody.Tombstone _ -> change(entry.seq(), ShownMessage::taken);
            case EntryBody.MembersJoined _,
                    EntryBody.MembersLeft _,
                    EntryBody.RoleChanged _,
                    EntryBody.Renamed _,
                    EntryBody.SettingsChanged _ ->
                add(new PageItem.Noted(entry.seq(), entry.atMillis(), Sentences.of(entry)));
            case EntryBody.Unknown _ -> {}
        }
    }

    private void post(Entry entry, EntryBody.Posted posted) {
        ClientMessageId key = entry.clientMessageId();
        ShownMessage own = key == null ? null : outgoing.get(key);
        if (own != null && own.sender().equals(entry.sender())) {
            outgoing.remove(key);
        }
        String text = Sentences.withAttachments(posted);
        add(new PageItem.Said(new ShownMessage(
                entry.seq(),
                key,
                entry.sender(),
                entry.atMillis(),
                text,
                posted.replyTo(),
                Change.NONE,
                Map.of(),
                new Delivery.Sent())));
    }

    private void add(PageItem item) {
        if ((loaded || asked) && item.seq() <= coveredUntilSeq) {
            items.putIfAbsent(item.seq(), item);
            trim(false);
        }
    }

    private void change(long target, UnaryOperator<ShownMessage> change) {
        items.computeIfPresent(
                target,
                (_, item) -> item instanceof PageItem.Said(ShownMessage message)
                        ? new PageItem.Said(change.apply(message))
                        : item);
    }

    /// Lets go of what is farthest from where one looks.
    private void trim(boolean newest) {
        while (items.size() > MAX_ITEMS) {
            if (newest) {
                items.pollLastEntry();
                coveredUntilSeq = newestSeq();
            } else {
                items.pollFirstEntry();
                beginning = false;
            }
        }
    }

    /// One's own message goes off.
    public void send(ShownMessage message, ClientMessageId key) {
        outgoing.put(key, message);
    }

    /// The server has it. It stays below the loaded items until its entry arrives in its turn.
    public void sent(ClientMessageId key, long seq, long atMillis) {
        outgoing.computeIfPresent(
                key, (_, message) -> items.containsKey(seq) ? null : message.at(seq, atMillis, new Delivery.Sent()));
    }

    public void refused(ClientMessageId key, String reason) {
        outgoing.computeIfPresent(key, (_, message) -> message.at(0, message.atMillis(), new Delivery.Refused(reason)));
    }
}
