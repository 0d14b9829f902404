package chat.carillon.cli.chat;

import chat.carillon.cli.chat.conversation.ShownMessage;
import chat.carillon.cli.chat.conversation.ShownMessage.Change;
import chat.carillon.cli.chat.conversation.ShownMessage.Delivery;
import chat.carillon.cli.chat.input.Key;
import chat.carillon.cli.chat.model.ChatEffect;
import chat.carillon.cli.chat.model.ChatEvent;
import chat.carillon.cli.chat.model.ChatModel;
import chat.carillon.cli.chat.model.Link;
import chat.carillon.cli.chat.view.ChatView;
import chat.carillon.cli.chat.view.Frame;
import chat.carillon.cli.chat.view.Row;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ConversationSummary;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A terminal client without terminal and server: events go in, effects and the screen come out.
public final class Scene {
    public static final UserId ANNA = new UserId("anna");
    public static final UserId BEN = new UserId("ben");
    public static final ConversationId GENERAL = new ConversationId("c1");
    public static final ConversationId OPS = new ConversationId("c2");
    public static final long NOW = Instant.parse("2026-11-22T14:00:00Z").toEpochMilli();

    private final AtomicInteger keys = new AtomicInteger();
    private final ChatModel model = new ChatModel(() -> new ClientMessageId("k" + keys.incrementAndGet()), 16_000);
    private final ChatView view = new ChatView(ZoneOffset.UTC);
    private final List<ChatEffect> effects = new ArrayList<>();
    private final int columns;
    private final int rows;

    public Scene(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        happen(new ChatEvent.Ticked(NOW));
    }

    /// Anna is online, in `#general`, which is open and empty, and in `#ops`.
    public static Scene online() {
        Scene scene = new Scene(80, 16);
        scene.welcome(summary(GENERAL, "general", 10, 10, 0), summary(OPS, "ops", 5, 5, 0));
        scene.happen(new ChatEvent.HistoryLoaded(GENERAL, Long.MAX_VALUE, List.of()));
        scene.effects.clear();
        return scene;
    }

    public void welcome(ConversationSummary... conversations) {
        happen(new ChatEvent.LinkChanged(new Link.Online()));
        happen(new ChatEvent.Welcomed(ANNA, List.of(conversations)));
    }

    public static ConversationSummary summary(ConversationId id, String name, long head, long read, long unread) {
        String topic = "all about " + name;
        return new ConversationSummary(
                id,
                ConversationKind.CHANNEL,
                name,
                topic,
                List.of(),
                Role.MEMBER,
                Role.MEMBER,
                false,
                head,
                1,
                read,
                unread,
                0);
    }

    public static ConversationSummary direct(ConversationId id, UserId other) {
        return new ConversationSummary(
                id,
                ConversationKind.DIRECT,
                null,
                null,
                List.of(ANNA, other),
                Role.MEMBER,
                Role.MEMBER,
                false,
                0,
                1,
                0,
                0,
                0);
    }

    public static ShownMessage message(long seq, UserId sender, String text) {
        return new ShownMessage(
                seq, null, sender, NOW - 600_000 + seq * 1_000, text, null, Change.NONE, Map.of(), new Delivery.Sent());
    }

    public static Entry entry(ConversationId conversation, long seq, UserId sender, EntryBody body) {
        return new Entry(conversation, seq, seq, NOW - 600_000 + seq * 1_000, sender, null, body);
    }

    public static Entry posted(ConversationId conversation, long seq, UserId sender, String text) {
        return entry(conversation, seq, sender, new EntryBody.Posted(text, null, null, List.of()));
    }

    public ChatModel model() {
        return model;
    }

    public void happen(ChatEvent event) {
        effects.addAll(model.handle(event));
    }

    public void arrive(Entry entry) {
        happen(new ChatEvent.Arrived(entry));
    }

    public void press(Key... pressed) {
        for (Key key : pressed) {
            happen(new ChatEvent.Pressed(key));
        }
    }

    public void type(String text) {
        text.codePoints().forEach(c -> press(new Key.Typed(Character.toString(c))));
    }

    /// Types a line and sends it off.
    public void enter(String line) {
        type(line);
        press(Key.Action.ENTER);
    }

    /// What the model wanted done since the last call, except to tell that one types, and to be told who is there and
    /// what is wanted.
    public List<ChatEffect> effects() {
        List<ChatEffect> taken = effects.stream()
                .filter(effect -> !(effect instanceof ChatEffect.Type)
                        && !(effect instanceof ChatEffect.Watch)
                        && !effect.equals(new ChatEffect.Wish.Load(false)))
                .toList();
        effects.clear();
        return taken;
    }

    /// Of whom, and of which conversations, the model wanted to be told last; then forgets all that it wanted.
    public Optional<ChatEffect.Watch> watched() {
        Optional<ChatEffect.Watch> last = effects.stream()
                .filter(ChatEffect.Watch.class::isInstance)
                .map(ChatEffect.Watch.class::cast)
                .reduce((_, later) -> later);
        effects.clear();
        return last;
    }

    /// Draws once, tells the model, and draws again.
    public Frame draw() {
        happen(view.draw(model, columns, rows).drawn());
        return view.draw(model, columns, rows);
    }

    /// The screen as text, without blanks at the ends of rows.
    public List<String> screen() {
        return draw().rows().stream().map(Row::text).map(String::stripTrailing).toList();
    }

    public String screenText() {
        return String.join("\n", screen());
    }
}
