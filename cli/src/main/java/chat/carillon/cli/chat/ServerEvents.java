package chat.carillon.cli.chat;

import chat.carillon.cli.chat.model.ChatEvent;
import chat.carillon.cli.chat.model.Link;
import chat.carillon.client.CarillonClient;
import chat.carillon.client.net.CarillonException;
import chat.carillon.client.session.ClientListener;
import chat.carillon.client.session.ClientState;
import chat.carillon.client.session.EntryListener;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.ServerFrame;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Turns what the SDK tells into events of the model. Called one at a time; only [#reason] is asked by others.
final class ServerEvents implements ClientListener, EntryListener {
    private final Consumer<ChatEvent> events;
    private volatile @Nullable CarillonClient client;
    private volatile @Nullable String reason;
    private boolean online;

    ServerEvents(Consumer<ChatEvent> events) {
        this.events = events;
    }

    /// Whose events these are; before it connects.
    void of(CarillonClient own) {
        client = own;
    }

    /// Why the server will not have this client, if it will not.
    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    @Override
    public void stateChanged(ClientState state) {
        CarillonClient own = client;
        if (own == null) {
            return;
        }
        if (state.online() && !online) {
            own.user().ifPresent(user -> events.accept(new ChatEvent.Welcomed(user, own.conversations())));
        }
        online = state.online();
        Link link = switch (state) {
            case DISCONNECTED -> new Link.Offline(0);
            case CONNECTING -> new Link.Connecting();
            case SYNCING -> new Link.Syncing();
            case CONNECTED -> new Link.Online();
            case CLOSED -> new Link.Refused("closed");
        };
        events.accept(new ChatEvent.LinkChanged(link));
    }

    @Override
    public void nextAttempt(Duration delay) {
        events.accept(new ChatEvent.LinkChanged(new Link.Offline(System.currentTimeMillis() + delay.toMillis())));
    }

    @Override
    public void closed(CarillonException why) {
        reason = why.getMessage();
        events.accept(new ChatEvent.LinkChanged(new Link.Refused(why.getMessage())));
    }

    @Override
    public void entry(Entry entry) {
        events.accept(new ChatEvent.Arrived(entry));
    }

    @Override
    public void reset(ConversationId conversation, long afterSeq, long firstSeq) {
        events.accept(new ChatEvent.WasReset(conversation));
    }

    @Override
    public void joined(ConversationSummary conversation) {
        events.accept(new ChatEvent.Joined(conversation));
    }

    @Override
    public void left(ConversationId conversation) {
        events.accept(new ChatEvent.Left(conversation));
    }

    @Override
    public void typing(ServerFrame.TypingNotice typing) {
        events.accept(new ChatEvent.SomeoneTypes(typing.conversation(), typing.users()));
    }

    @Override
    public void receipt(ServerFrame.Receipt receipt) {
        events.accept(new ChatEvent.Came(receipt));
    }

    @Override
    public void watermarks(ServerFrame.Watermarks watermarks) {
        events.accept(new ChatEvent.CrowdCame(watermarks));
    }

    @Override
    public void presence(ServerFrame.PresenceNotice presence) {
        events.accept(new ChatEvent.Seen(presence));
    }

    @Override
    public void headcount(ServerFrame.Headcount headcount) {
        events.accept(new ChatEvent.Counted(headcount));
    }

    @Override
    public void degraded(String why) {
        events.accept(new ChatEvent.LinkChanged(new Link.Degraded(why)));
    }

    @Override
    public void recovered() {
        events.accept(new ChatEvent.LinkChanged(new Link.Online()));
    }
}
