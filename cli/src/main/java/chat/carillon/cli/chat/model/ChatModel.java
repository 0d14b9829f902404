package chat.carillon.cli.chat.model;

import chat.carillon.cli.chat.conversation.ConversationList;
import chat.carillon.cli.chat.conversation.ListedConversation;
import chat.carillon.cli.chat.conversation.Page;
import chat.carillon.cli.chat.input.InputLine;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ConversationSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Everything that the screen shows, and what events make of it. Confined to the thread of the screen.
public final class ChatModel {
    /// How long a sentence in the status line stays.
    private static final long NOTICE_MILLIS = 8_000;

    /// How long no history is asked for after it could not be had.
    private static final long RETRY_MILLIS = 3_000;

    private final InputLine input;
    private final ConversationList conversations = new ConversationList();
    private final Viewport viewport = new Viewport();
    private final Keyboard keyboard;
    private Link link = new Link.Connecting();
    private Overlay overlay = new Overlay.None();
    private long nowMillis;
    private boolean focused = true;
    private long loadAfterMillis;
    private @Nullable UserId me;
    private @Nullable ConversationId open;
    private @Nullable ConversationId awaited;
    private @Nullable Notice notice;

    /// A sentence in the status line.
    public record Notice(String sentence, boolean bad, long untilMillis) {}

    /// @param keys makes a fresh clientMessageId
    /// @param maxTextChars longest text of a message, in UTF-16 units
    public ChatModel(Supplier<ClientMessageId> keys, int maxTextChars) {
        this.input = new InputLine(maxTextChars);
        this.keyboard = new Keyboard(this, new Commander(this, keys));
    }

    public Link link() {
        return link;
    }

    public Overlay overlay() {
        return overlay;
    }

    public ConversationList conversations() {
        return conversations;
    }

    public InputLine input() {
        return input;
    }

    public long nowMillis() {
        return nowMillis;
    }

    public Optional<UserId> me() {
        return Optional.ofNullable(me);
    }

    public Optional<ListedConversation> open() {
        return open == null ? Optional.empty() : conversations.find(open);
    }

    public Optional<Notice> notice() {
        return Optional.ofNullable(notice);
    }

    /// Whether somebody looks at the terminal, as far as it tells.
    public boolean focused() {
        return focused;
    }

    public Viewport viewport() {
        return viewport;
    }

    /// Takes in what happened and returns what is to be done about it.
    public List<ChatEffect> handle(ChatEvent event) {
        List<ChatEffect> effects = new ArrayList<>();
        switch (event) {
            case ChatEvent.Pressed(var key) -> keyboard.press(key, effects);
            case ChatEvent.Ticked(long now) -> tick(now, effects);
            case ChatEvent.LinkChanged(Link fresh) -> link = fresh;
            case ChatEvent.Welcomed welcomed -> welcome(welcomed, effects);
            case ChatEvent.Arrived(var entry) ->
                conversations.find(entry.conversation()).ifPresent(found -> found.arrived(entry));
            case ChatEvent.WasReset(var id) -> reset(id, effects);
            case ChatEvent.HistoryLoaded(var id, long beforeSeq, var messages) ->
                conversations.find(id).ifPresent(found -> found.page().load(beforeSeq, messages, found.headSeq()));
            case ChatEvent.HistoryFailed(var id, String reason) -> {
                conversations.find(id).ifPresent(found -> found.page().askedInVain());
                loadAfterMillis = nowMillis + RETRY_MILLIS;
                tell(reason, true);
            }
            case ChatEvent.MessageSent(var id, var key, long seq, long at) ->
                conversations.find(id).ifPresent(found -> found.page().sent(key, seq, at));
            case ChatEvent.MessageRefused(var id, var key, String reason) ->
                conversations.find(id).ifPresent(found -> found.page().refused(key, reason));
            case ChatEvent.SomeoneTypes(var id, var users) ->
                conversations.find(id).ifPresent(found -> found.heardTyping(users, nowMillis));
            case ChatEvent.Joined(var summary) -> joined(summary, effects);
            case ChatEvent.Left(var id) -> left(id, effects);
            case ChatEvent.Ready(var id) -> await(id, effects);
            case ChatEvent.Found(String words, var hits) -> overlay = new Overlay.Results(words, hits, 0);
            case ChatEvent.Told(String sentence, boolean bad) -> tell(sentence, bad);
            case ChatEvent.Drawn drawn -> drawn(drawn, effects);
        }
        return effects;
    }

    private void tick(long now, List<ChatEffect> effects) {
        nowMillis = now;
        conversations.all().forEach(conversation -> conversation.forgetTyping(now));
        if (notice != null && notice.untilMillis() <= now) {
            notice = null;
        }
        loadIfEmpty(effects);
        markSeen(effects);
    }

    private void loadIfEmpty(List<ChatEffect> effects) {
        open().filter(shown -> !shown.page().loaded() && mayLoad(shown.page()))
                .ifPresent(shown -> loadNewest(shown, effects));
    }

    private boolean mayLoad(Page page) {
        return !page.waiting() && nowMillis >= loadAfterMillis && link instanceof Link.Online;
    }

    private void markSeen(List<ChatEffect> effects) {
        Optional<ListedConversation> shown = open();
        boolean atEnd = viewport.scroll().isEmpty() && focused && link instanceof Link.Online;
        if (atEnd
                && shown.isPresent()
                && shown.get().page().loaded()
                && shown.get().page().atHead()) {
            long seq = shown.get().seen();
            if (seq > 0) {
                effects.add(new ChatEffect.MarkRead(shown.get().id(), seq));
            }
        }
    }

    private void welcome(ChatEvent.Welcomed welcomed, List<ChatEffect> effects) {
        me = welcomed.me();
        conversations.retain(
                welcomed.conversations().stream().map(ConversationSummary::id).toList());
        welcomed.conversations().forEach(summary -> conversations.put(welcomed.me(), summary));
        if (awaited != null) {
            await(awaited, effects);
        }
        if (open().isEmpty()) {
            Optional<ListedConversation> first = conversations.next(Optional.empty(), 1, found -> found.unread() > 0);
            first.or(() -> conversations.all().stream().findFirst()).ifPresent(found -> show(found.id(), effects));
        }
    }

    private void reset(ConversationId id, List<ChatEffect> effects) {
        conversations.find(id).ifPresent(found -> {
            found.reset();
            if (id.equals(open)) {
                viewport.follow();
                loadNewest(found, effects);
            }
        });
    }

    private void joined(ConversationSummary summary, List<ChatEffect> effects) {
        if (me == null) {
            return;
        }
        conversations.put(me, summary);
        if (summary.id().equals(awaited) || open == null) {
            show(summary.id(), effects);
        }
    }

    private void left(ConversationId id, List<ChatEffect> effects) {
        Optional<ListedConversation> gone = conversations.find(id);
        if (gone.isEmpty()) {
            return;
        }
        tell("You are no longer in %s.".formatted(gone.get().title()), false);
        if (id.equals(open)) {
            Optional<ListedConversation> next = conversations.next(gone, 1, _ -> true);
            open = null;
            next.ifPresent(found -> go(found.id(), effects));
        }
        conversations.remove(id);
    }

    /// Goes to a conversation now if it is listed, else as soon as it is.
    private void await(ConversationId id, List<ChatEffect> effects) {
        awaited = id;
        show(id, effects);
    }

    private void drawn(ChatEvent.Drawn drawn, List<ChatEffect> effects) {
        Optional<ListedConversation> shown = open();
        viewport.drawn(drawn, shown.isEmpty() || shown.get().page().atHead());
        if (shown.isEmpty()
                || !shown.get().page().loaded()
                || !mayLoad(shown.get().page())) {
            return;
        }
        Page page = shown.get().page();
        if (drawn.atTop() && page.hasOlder()) {
            load(shown.get(), page.oldestSeq(), effects);
        } else if (drawn.atBottom() && !page.atHead()) {
            load(shown.get(), page.coveredUntilSeq() + 1 + Page.PAGE_MESSAGES, effects);
        }
    }

    /// Shows another conversation, and keeps what was being typed in the former one.
    void go(ConversationId id, List<ChatEffect> effects) {
        awaited = null;
        show(id, effects);
    }

    private void show(ConversationId id, List<ChatEffect> effects) {
        Optional<ListedConversation> found = conversations.find(id);
        awaited = found.isPresent() && id.equals(awaited) ? null : awaited;
        if (found.isEmpty() || id.equals(open)) {
            return;
        }
        open().ifPresent(former -> {
            former.draft(input.text());
            former.forgetUnreadLine();
        });
        open = id;
        viewport.follow();
        ListedConversation shown = found.get();
        input.set(shown.draft());
        shown.opened();
        if (!shown.page().loaded() && !shown.page().waiting()) {
            loadNewest(shown, effects);
        }
    }

    /// Shows a message of long ago.
    void goTo(ConversationId id, long seq, List<ChatEffect> effects) {
        go(id, effects);
        Optional<ListedConversation> found = conversations.find(id);
        if (found.isEmpty()) {
            tell("You are not in that conversation any longer.", true);
            return;
        }
        Page page = found.get().page();
        viewport.show(seq);
        if (page.message(seq).isEmpty()) {
            long until = Math.min(seq + Page.PAGE_MESSAGES / 2, found.get().headSeq());
            page.clear(until);
            load(found.get(), until + 1, effects);
        }
    }

    /// Back to the newest message.
    void follow(List<ChatEffect> effects) {
        viewport.follow();
        open().filter(shown -> !shown.page().atHead()).ifPresent(shown -> {
            shown.page().clear(Long.MAX_VALUE);
            loadNewest(shown, effects);
        });
    }

    void tell(String sentence, boolean bad) {
        notice = new Notice(sentence, bad, nowMillis + NOTICE_MILLIS);
    }

    void overlay(Overlay fresh) {
        overlay = fresh;
    }

    void focus(boolean gained) {
        focused = gained;
    }

    private static void loadNewest(ListedConversation shown, List<ChatEffect> effects) {
        load(shown, Long.MAX_VALUE, effects);
    }

    private static void load(ListedConversation shown, long beforeSeq, List<ChatEffect> effects) {
        shown.page().ask();
        effects.add(new ChatEffect.LoadHistory(shown.id(), beforeSeq, Page.PAGE_MESSAGES));
    }
}
