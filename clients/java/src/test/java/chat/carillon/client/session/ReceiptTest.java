package chat.carillon.client.session;

import static chat.carillon.client.session.Client.C1;
import static chat.carillon.client.session.Client.entry;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.model.UserId;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.ServerFrame;
import org.junit.jupiter.api.Test;

/// What this user's other devices and sessions do to a client.
class ReceiptTest {
    private final Client client = Client.online();

    private ConversationSummary listed() {
        return client.loop.conversations().getFirst();
    }

    private void say(ServerFrame frame) {
        client.server.last().say(frame);
    }

    @Test
    void what_another_device_has_read_is_unread_no_more() {
        say(new ServerFrame.Live(entry(99)));
        say(new ServerFrame.Live(entry(100)));
        assertThat(listed().unread()).isEqualTo(5);

        say(new ServerFrame.Receipt(C1, client.loop.user().orElseThrow(), 99, 99));
        assertThat(listed()).returns(1L, ConversationSummary::unread).returns(99L, ConversationSummary::readSeq);
        say(new ServerFrame.Receipt(C1, client.loop.user().orElseThrow(), 100, 100));
        assertThat(listed().unread()).isZero();
    }

    @Test
    void what_another_member_has_read_stays_unread_here() {
        say(new ServerFrame.Live(entry(99)));
        say(new ServerFrame.Receipt(C1, new UserId("somebody"), 99, 99));
        assertThat(listed().unread()).isEqualTo(4);
    }

    @Test
    void the_server_can_be_asked_when_another_device_has_read_a_part() {
        say(new ServerFrame.Receipt(C1, client.loop.user().orElseThrow(), 97, 97));
        assertThat(listed().unread()).isEqualTo(1);
        ConversationSummary was = Client.summary(98);
        ConversationSummary counted = was.counted(98, 97, 0, 0);
        assertThat(client.loop.counted(counted)).contains(counted);
        assertThat(listed().unread()).isZero();
    }

    @Test
    void a_session_that_gave_way_to_another_says_so() {
        client.server.last().client.closed(CloseCode.TOO_MANY_SESSIONS.code(), "");
        assertThat(client.loop.state()).isEqualTo(ClientState.CLOSED);
        assertThat(client.told).endsWith(ErrorCode.TOO_MANY_SESSIONS);
        assertThat(client.reason).isNotNull();
        assertThat(client.reason.closeCode()).contains(CloseCode.TOO_MANY_SESSIONS);
        assertThat(client.reason.getMessage()).contains("4507");
    }
}
