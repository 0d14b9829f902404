package chat.carillon.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.PresenceStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final ClientFrame.Watch BEN =
            new ClientFrame.Watch(List.of(new UserId("ben")), List.of(new ConversationId("c1")));

    private final Client client = Client.online();

    private HandServer.Peer nextSession() {
        client.server.last().client.closed(CloseCode.INTERNAL.code(), "");
        client.pass(Duration.ofSeconds(2));
        return client.accept("ticket 2");
    }

    @Test
    void what_was_wanted_is_said_again_in_each_new_session() {
        client.loop.send(BEN);
        client.loop.send(new ClientFrame.Presence(PresenceStatus.OFFLINE));
        assertThat(client.server.last().last(ClientFrame.Watch.class)).isEqualTo(BEN);

        HandServer.Peer second = nextSession();
        assertThat(second.last(ClientFrame.Watch.class)).isEqualTo(BEN);
        assertThat(second.last(ClientFrame.Presence.class).status()).isEqualTo(PresenceStatus.OFFLINE);
    }

    @Test
    void no_more_is_watched_than_the_server_allows() {
        List<UserId> many = IntStream.rangeClosed(0, Limits.DEFAULT.maxWatchedUsers())
                .mapToObj(i -> new UserId("user" + i))
                .toList();
        client.loop.send(new ClientFrame.Watch(many));
        List<UserId> first = many.subList(0, Limits.DEFAULT.maxWatchedUsers());
        assertThat(client.server.last().last(ClientFrame.Watch.class).users()).isEqualTo(first);
        assertThat(nextSession().last(ClientFrame.Watch.class).users()).isEqualTo(first);
    }
}
