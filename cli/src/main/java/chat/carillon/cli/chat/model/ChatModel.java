package chat.carillon.cli.chat.model;

import chat.carillon.cli.chat.conversation.ConversationList;
import chat.carillon.cli.chat.conversation.ListedConversation;
import chat.carillon.cli.chat.input.Idleness;
import chat.carillon.cli.chat.input.InputLine;
import chat.carillon.client.notification.NotificationWishes;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.ServerFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Everything that the screen shows, and what events make of it. Confined to the thread of the screen.
public final class ChatModel {
    /// How long a sentence in the status line stays.
    private static final long NOTICE_MILLIS = 8_000;

    private final InputLine input;
    private final ConversationList conversations = new ConversationList();
    private final Viewport viewport = new Viewport();
    private final Desk desk = new Desk(this);
    private final People people = new People();
    private final Attention attention = new Attention();
    private final Idleness idleness = new Idleness();
    private final Keyboard keyboard;
    private Link link = new Link.Connecting();
    private Overlay overlay = new Overlay.None();
    private long nowMillis;
    private boolean focused = true;
    private @Nullable UserId me;
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
        return desk.open();
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

    /// Who is there.
    public People people() {
        return people;
    }

    /// What the user wants to be told of.
    public Attention attention() {
        return attention;
    }

    /// Which conversation lies open.
    Desk desk() {
        return desk;
    }

    /// Takes in what happened and returns what is to be done about it.
    public List<ChatEffect> handle(ChatEvent event) {
        List<ChatEffect> effects = new ArrayList<>();
        switch (event) {
            case ChatEvent.Pressed(var key) -> {
                idleness.press(key, nowMillis).map(ChatEffect.SetPresence::new).ifPresent(effects::add);
                keyboard.press(key, effects);
            }
            case ChatEvent.Ticked(long now) -> tick(now, effects);
            case ChatEvent.LinkChanged(Link fresh) -> link = fresh;
            case ChatEvent.Welcomed welcomed -> welcome(welcomed, effects);
            case ChatEvent.Arrived(var entry) ->
                conversations.find(entry.conversation()).ifPresent(found -> found.arrived(entry));
            case ChatEvent.WasReset(var id) -> conversations.find(id).ifPresent(found -> desk.reset(found, effects));
            case ChatEvent.HistoryLoaded(var id, long beforeSeq, var messages) ->
                conversations.find(id).ifPresent(found -> desk.historyLoaded(found, beforeSeq, messages));
            case ChatEvent.HistoryFailed(var id, String reason) -> {
                desk.historyFailed(id);
                tell(reason, true);
            }
            case ChatEvent.MessageSent(var id, var key, long seq, long at) ->
                conversations.find(id).ifPresent(found -> found.page().sent(key, seq, at));
            case ChatEvent.MessageRefused(var id, var key, String reason) ->
                conversations.find(id).ifPresent(found -> found.page().refused(key, reason));
            case ChatEvent.SomeoneTypes(var id, var users) ->
                conversations.find(id).ifPresent(found -> found.heardTyping(users, nowMillis));
            case ChatEvent.Seen(var seen) -> people.saw(seen);
            case ChatEvent.Counted(var headcount) -> people.counted(headcount);
            case ChatEvent.Came(var receipt) -> came(receipt);
            case ChatEvent.CrowdCame(var watermarks) ->
                conversations
                        .find(watermarks.conversation())
                        .ifPresent(found -> found.readers().came(watermarks));
            case ChatEvent.ReceiptsLoaded(var counts, var receipts) ->
                conversations
                        .find(counts.conversation())
                        .ifPresent(found -> found.readers().counted(counts, receipts));
            case ChatEvent.Recounted(var counted) ->
                conversations.find(counted.id()).ifPresent(found -> found.update(counted));
            case ChatEvent.Wished(var wishes, boolean asked) -> wished(wishes, asked);
            case ChatEvent.Joined(var summary) -> joined(summary, effects);
            case ChatEvent.Left(var id) -> left(id, effects);
            case ChatEvent.Ready(var id) -> desk.await(id, effects);
            case ChatEvent.Found(String words, var hits) -> overlay = new Overlay.Results(words, hits, 0);
            case ChatEvent.Told(String sentence, boolean bad) -> tell(sentence, bad);
            case ChatEvent.Drawn drawn -> desk.drawn(drawn, effects);
        }
        return effects;
    }

    private void tick(long now, List<ChatEffect> effects) {
        nowMillis = now;
        conversations.all().forEach(conversation -> conversation.forgetTyping(now));
        if (notice != null && notice.untilMillis() <= now) {
            notice = null;
        }
        desk.tick(effects);
        idleness.tick(now).map(ChatEffect.SetPresence::new).ifPresent(effects::add);
        if (link instanceof Link.Online) {
            people.look(open(), conversations.all(), me(), effects);
        }
    }

    private void welcome(ChatEvent.Welcomed welcomed, List<ChatEffect> effects) {
        me = welcomed.me();
        people.forget();
        conversations.retain(
                welcomed.conversations().stream().map(ConversationSummary::id).toList());
        welcomed.conversations().forEach(summary -> conversations.put(welcomed.me(), summary));
        desk.welcome(effects);
        effects.add(new ChatEffect.Wish.Load(false));
    }

    private void came(ServerFrame.Receipt receipt) {
        conversations.find(receipt.conversation()).ifPresent(found -> {
            if (me().filter(receipt.user()::equals).isPresent()) {
                found.readElsewhere(receipt.readSeq());
            } else {
                found.readers().came(receipt);
            }
        });
    }

    private void wished(NotificationWishes wishes, boolean asked) {
        attention.wished(wishes);
        if (asked) {
            tell(attention.sentence(open(), nowMillis), false);
        }
    }

    private void joined(ConversationSummary summary, List<ChatEffect> effects) {
        if (me != null) {
            conversations.put(me, summary);
            desk.joined(summary.id(), effects);
        }
    }

    private void left(ConversationId id, List<ChatEffect> effects) {
        conversations.find(id).ifPresent(gone -> {
            tell("You are no longer in %s.".formatted(gone.title()), false);
            desk.left(gone, effects);
            conversations.remove(id);
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
}
