package chat.carillon.testkit.sim.client;

import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.testkit.sim.Chance;
import java.util.List;

/// Somebody who does this and that on a device: posts, edits, deletes, reacts, types, reads.
public final class SimUser {
    private static final List<String> EMOJI = List.of("+1", "heart", "eyes");

    private final SimClient client;
    private final Chance chance;
    private long written;

    public SimUser(SimClient client, Chance chance) {
        this.client = client;
        this.chance = chance;
    }

    public SimClient client() {
        return client;
    }

    /// Does something in one of the conversations that the client shows.
    public void act() {
        List<Screen> screens =
                client.screens().stream().filter(Screen::attached).toList();
        if (screens.isEmpty()) {
            return;
        }
        Screen screen = chance.pick(screens);
        ConversationId conversation = screen.conversation();
        List<Entry> messages = screen.messages();
        List<Entry> own = client.ownMessages(screen);
        int what = chance.below(100);
        if (what < 10 && !own.isEmpty()) {
            edit(conversation, chance.pick(own).seq());
        } else if (what < 16 && !own.isEmpty()) {
            delete(conversation, chance.pick(own).seq());
        } else if (what < 30 && !messages.isEmpty()) {
            react(conversation, chance.pick(messages).seq());
        } else if (what < 40) {
            client.typing(conversation);
        } else if (what < 50 && screen.cursor() > 0) {
            client.read(conversation, screen.cursor());
        } else {
            post(conversation);
        }
    }

    private ClientMessageId nextId() {
        return new ClientMessageId(client.toString().replace('/', '-') + "-" + ++written);
    }

    private void post(ConversationId conversation) {
        ClientMessageId id = nextId();
        client.write(
                id, (ref, key) -> new ClientFrame.Send(ref, conversation, key, "message " + id, null, null, List.of()));
    }

    private void edit(ConversationId conversation, long seq) {
        ClientMessageId id = nextId();
        client.write(id, (ref, key) -> new ClientFrame.Edit(ref, conversation, key, seq, "edited by " + id));
    }

    private void delete(ConversationId conversation, long seq) {
        client.write(nextId(), (ref, key) -> new ClientFrame.Delete(ref, conversation, key, seq));
    }

    private void react(ConversationId conversation, long seq) {
        String emoji = chance.pick(EMOJI);
        boolean add = chance.happens(0.7);
        client.write(
                nextId(),
                (ref, key) -> add
                        ? new ClientFrame.React(ref, conversation, key, seq, emoji)
                        : new ClientFrame.Unreact(ref, conversation, key, seq, emoji));
    }
}
