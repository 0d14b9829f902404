package chat.carillon.cli.chat.model;

import chat.carillon.cli.chat.conversation.ListedConversation;
import chat.carillon.cli.chat.conversation.Page;
import chat.carillon.cli.chat.conversation.ShownMessage;
import chat.carillon.model.ConversationId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which conversation lies open, and what of it has to be loaded. Confined to the thread of the
/// screen.
final class Desk {
    /// How long no history is asked for after it could not be had.
    private static final long RETRY_MILLIS = 3_000;

    /// How often the server is asked how much is unread, at most. It writes down within a second
    /// what other devices read.
    private static final long COUNT_MILLIS = 1_500;

    private final ChatModel model;
    private long loadAfterMillis;
    private long countAfterMillis;
    private @Nullable ConversationId open;
    private @Nullable ConversationId awaited;

    Desk(ChatModel model) {
        this.model = model;
    }

    Optional<ListedConversation> open() {
        return open == null ? Optional.empty() : find(open);
    }

    private Optional<ListedConversation> find(ConversationId id) {
        return model.conversations().find(id);
    }

    /// The conversations are known: opens what was asked for, or else what is unread.
    void welcome(List<ChatEffect> effects) {
        if (awaited != null) {
            await(awaited, effects);
        }
        if (open().isEmpty()) {
            Optional<ListedConversation> unread =
                    model.conversations().next(Optional.empty(), 1, found -> found.unread() > 0);
            unread.or(() -> model.conversations().all().stream().findFirst())
                    .ifPresent(found -> show(found.id(), effects));
        }
    }

    void joined(ConversationId id, List<ChatEffect> effects) {
        if (id.equals(awaited) || open == null) {
            show(id, effects);
        }
    }

    /// Is about to be listed no more.
    void left(ListedConversation gone, List<ChatEffect> effects) {
        if (gone.id().equals(open)) {
            Optional<ListedConversation> next = model.conversations().next(Optional.of(gone), 1, _ -> true);
            open = null;
            next.ifPresent(found -> go(found.id(), effects));
        }
    }

    /// Goes to a conversation now if it is listed, else as soon as it is.
    void await(ConversationId id, List<ChatEffect> effects) {
        awaited = id;
        show(id, effects);
    }

    /// Shows another conversation, and keeps what was being typed in the former one.
    void go(ConversationId id, List<ChatEffect> effects) {
        awaited = null;
        show(id, effects);
    }

    private void show(ConversationId id, List<ChatEffect> effects) {
        Optional<ListedConversation> found = find(id);
        awaited = found.isPresent() && id.equals(awaited) ? null : awaited;
        if (found.isEmpty() || id.equals(open)) {
            return;
        }
        open().ifPresent(former -> {
            former.draft(model.input().text());
            former.forgetUnreadLine();
        });
        open = id;
        model.viewport().follow();
        ListedConversation shown = found.get();
        model.input().set(shown.draft());
        shown.opened();
        if (!shown.page().loaded() && !shown.page().waiting()) {
            loadNewest(shown, effects);
        }
    }

    /// Shows a message of long ago.
    void goTo(ConversationId id, long seq, List<ChatEffect> effects) {
        go(id, effects);
        Optional<ListedConversation> found = find(id);
        if (found.isEmpty()) {
            model.tell("You are not in that conversation any longer.", true);
            return;
        }
        Page page = found.get().page();
        model.viewport().show(seq);
        if (page.message(seq).isEmpty()) {
            long until = Math.min(seq + Page.PAGE_MESSAGES / 2, found.get().headSeq());
            page.clear(until);
            load(found.get(), until + 1, effects);
        }
    }

    /// Back to the newest message.
    void follow(List<ChatEffect> effects) {
        model.viewport().follow();
        open().filter(shown -> !shown.page().atHead()).ifPresent(shown -> {
            shown.page().clear(Long.MAX_VALUE);
            loadNewest(shown, effects);
        });
    }

    /// What is loaded says nothing about the log any longer.
    void reset(ListedConversation found, List<ChatEffect> effects) {
        found.reset();
        if (found.id().equals(open)) {
            model.viewport().follow();
            loadNewest(found, effects);
        }
    }

    void historyLoaded(ListedConversation found, long beforeSeq, List<ShownMessage> messages) {
        found.page().load(beforeSeq, messages, found.headSeq());
    }

    void historyFailed(ConversationId id) {
        find(id).ifPresent(found -> found.page().askedInVain());
        loadAfterMillis = model.nowMillis() + RETRY_MILLIS;
    }

    void drawn(ChatEvent.Drawn drawn, List<ChatEffect> effects) {
        Optional<ListedConversation> shown = open();
        model.viewport().drawn(drawn, shown.isEmpty() || shown.get().page().atHead());
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

    void tick(List<ChatEffect> effects) {
        open().filter(shown -> !shown.page().loaded() && mayLoad(shown.page()))
                .ifPresent(shown -> loadNewest(shown, effects));
        open().filter(shown -> looksAtEnd(shown.page())).ifPresent(shown -> {
            long seq = shown.seen();
            if (seq > 0) {
                effects.add(new ChatEffect.MarkRead(shown.id(), seq));
            }
        });
        open().filter(shown ->
                        online() && shown.page().loaded() && shown.readers().stale())
                .ifPresent(shown -> askReaders(shown, effects));
        if (online() && model.nowMillis() >= countAfterMillis) {
            model.conversations().all().stream()
                    .filter(ListedConversation::uncounted)
                    .findFirst()
                    .ifPresent(found -> {
                        countAfterMillis = model.nowMillis() + COUNT_MILLIS;
                        effects.add(new ChatEffect.Count(found.id()));
                    });
        }
    }

    /// For the newest message of one's own; the server has one answer for all of a small
    /// conversation.
    private void askReaders(ListedConversation shown, List<ChatEffect> effects) {
        shown.page().messages().reversed().stream()
                .filter(message -> model.me().filter(message.sender()::equals).isPresent())
                .findFirst()
                .ifPresent(own -> {
                    shown.readers().asked();
                    effects.add(new ChatEffect.LoadReceipts(shown.id(), own.seq()));
                });
    }

    private boolean looksAtEnd(Page page) {
        return model.viewport().scroll().isEmpty() && model.focused() && online() && page.loaded() && page.atHead();
    }

    private boolean mayLoad(Page page) {
        return !page.waiting() && model.nowMillis() >= loadAfterMillis && online();
    }

    private boolean online() {
        return model.link() instanceof Link.Online;
    }

    private static void loadNewest(ListedConversation shown, List<ChatEffect> effects) {
        load(shown, Long.MAX_VALUE, effects);
    }

    private static void load(ListedConversation shown, long beforeSeq, List<ChatEffect> effects) {
        shown.page().ask();
        effects.add(new ChatEffect.LoadHistory(shown.id(), beforeSeq, Page.PAGE_MESSAGES));
    }
}
