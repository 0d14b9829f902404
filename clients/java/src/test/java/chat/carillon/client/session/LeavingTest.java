package chat.carillon.client.session;

import static chat.carillon.client.session.Client.C1;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ServerFrame;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeavingTest {
    private final Client client = Client.online();
    private final HandServer.Peer peer = client.server.last();

    @Test
    void has_no_cursor_of_what_its_user_has_left() {
        peer.say(new ServerFrame.Live(Client.entry(99)));
        assertThat(client.loop.cursors().seqs()).isEqualTo(Map.of(C1, 99L));

        peer.say(new ServerFrame.Left(C1));
        assertThat(client.loop.cursors().seqs()).isEmpty();
    }

    @Test
    void goes_on_where_it_was_once_its_user_is_back() {
        peer.say(new ServerFrame.Left(C1));

        peer.say(new ServerFrame.Joined(Client.summary(101)));
        assertThat(peer.last(ClientFrame.Sync.class).cursors()).isEqualTo(Map.of(C1, 98L));
        assertThat(client.loop.cursors().seqs()).isEqualTo(Map.of(C1, 98L));
    }
}
