package chat.carillon.cli.chat;

import chat.carillon.cli.chat.input.Key;
import chat.carillon.cli.chat.model.ChatEffect;
import chat.carillon.cli.chat.model.ChatEvent;
import chat.carillon.cli.chat.model.ChatModel;
import chat.carillon.cli.chat.terminal.TerminalScreen;
import chat.carillon.cli.chat.view.ChatView;
import chat.carillon.cli.chat.view.Frame;
import chat.carillon.cli.connect.ServerAccess;
import chat.carillon.cli.conversation.ConversationFinder;
import chat.carillon.client.CarillonClient;
import chat.carillon.client.ClientMessageIds;
import chat.carillon.protocol.Limits;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs the terminal client: takes events out of a queue, gives them to the model, carries out what it wants, draws.
///
/// Model and screen are confined to the thread that calls [#run]; everybody else leaves events in the queue, and
/// waits while it is full, which makes the SDK hold back in its turn.
final class ChatSession implements AutoCloseable {
    private static final int MAX_EVENTS = 4_096;

    /// Events taken in before the next drawing.
    private static final int MAX_BURST = 512;

    private static final long TICK_MILLIS = 250;

    /// How often the screen is drawn while nothing happens but time.
    private static final long IDLE_DRAW_MILLIS = 1_000;

    private final BlockingQueue<ChatEvent> events = new ArrayBlockingQueue<>(MAX_EVENTS);
    private final ChatModel model = new ChatModel(ClientMessageIds::fresh, Limits.DEFAULT.maxTextChars());
    private final ChatView view = new ChatView(ZoneId.systemDefault());
    private final TerminalScreen screen;
    private final ServerAccess access;
    private final ServerEvents serverEvents;
    private final CarillonClient client;
    private final Effects effects;
    private volatile boolean ended;

    /// When the model was last told the time.
    private long tickedAtMillis;

    private long drawnAtMillis;

    ChatSession(ServerAccess access, String token, String device, TerminalScreen screen) {
        this.screen = screen;
        this.access = access;
        this.serverEvents = new ServerEvents(this::leave);
        this.client = CarillonClient.builder(access.url())
                .token(token)
                .device(device)
                .resources(access.resources())
                .listener(serverEvents)
                .entries(serverEvents)
                .build();
        this.serverEvents.of(client);
        this.effects = new Effects(client, access.resources().executor(), this::leave);
    }

    /// Goes to a conversation as soon as it is known.
    void open(@Nullable String wanted) {
        if (wanted != null) {
            effects.inBackground(() -> new ChatEvent.Ready(new ConversationFinder(client.http()).mine(wanted)));
        }
    }

    /// Returns when the user wants to go.
    ///
    /// @return what there is to say at the end
    Optional<String> run() throws InterruptedException {
        tick();
        screen.listen(this::press, () -> leave(new ChatEvent.Pressed(Key.Action.REDRAW)), this::hangUp);
        var _ = client.connect();
        draw();
        while (!ended) {
            ChatEvent first = events.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
            List<ChatEvent> burst = new ArrayList<>();
            if (first != null) {
                burst.add(first);
                events.drainTo(burst, MAX_BURST);
            }
            tick();
            burst.forEach(this::handle);
            if (!ended && (first != null || tickedAtMillis - drawnAtMillis >= IDLE_DRAW_MILLIS)) {
                draw();
            }
        }
        return serverEvents.reason();
    }

    private void press(Key key) {
        leave(new ChatEvent.Pressed(key));
    }

    /// The terminal is gone.
    private void hangUp() {
        ended = true;
    }

    private void tick() {
        long now = System.currentTimeMillis();
        if (now - tickedAtMillis >= TICK_MILLIS || now < tickedAtMillis) {
            tickedAtMillis = now;
            handle(new ChatEvent.Ticked(now));
        }
    }

    private void handle(ChatEvent event) {
        for (ChatEffect effect : model.handle(event)) {
            switch (effect) {
                case ChatEffect.Quit _ -> ended = true;
                case ChatEffect.Redraw _ -> screen.forget();
                case ChatEffect.ByServer wanted -> effects.carryOut(wanted);
            }
        }
    }

    private void draw() {
        drawnAtMillis = tickedAtMillis;
        Frame frame = view.draw(model, screen.columns(), screen.rows());
        screen.draw(frame);
        handle(frame.drawn());
    }

    /// Leaves an event for the thread of the screen.
    private void leave(ChatEvent event) {
        try {
            while (!ended && !events.offer(event, TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                // The screen will take events again.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended = true;
        client.close();
        access.close();
    }
}
