package chat.carillon.core.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.core.push.Notification.Act;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.DeviceId;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.UserId;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationTest {
    private static Notification notification(String user, String conversation, long seq, Act act) {
        return new Notification(
                new UserId(user),
                new DeviceId("phone"),
                new ConversationId(conversation),
                ConversationKind.CHANNEL,
                "Bells",
                seq,
                new UserId("bob"),
                "Bob",
                "the content",
                true,
                3,
                1_700_000_000_000L,
                act);
    }

    @Test
    void what_is_said_of_one_message_has_one_collapse_key() {
        var shown = notification("ada", "c1", 7, Act.SHOW);

        assertThat(shown.collapseKey())
                // The web client names its own notifications so (message-key.ts).
                .isEqualTo("LI3wI6Vj7h7wbG3bsL9WIh44Zo6eN36G")
                .isEqualTo(notification("ada", "c1", 7, Act.WITHDRAW).collapseKey())
                .isNotEqualTo(notification("ada", "c1", 8, Act.SHOW).collapseKey())
                .isNotEqualTo(notification("ada", "c17", 7, Act.SHOW).collapseKey());
    }

    @Test
    void attempts_are_told_apart_by_whom_they_tell_what() {
        String id = notification("ada", "c1", 7, Act.SHOW).attemptId();

        assertThat(id)
                .isEqualTo(
                        notification("ada", "c1", 7, Act.SHOW).withoutContent().attemptId())
                .isNotEqualTo(notification("ada", "c1", 7, Act.WITHDRAW).attemptId())
                .isNotEqualTo(notification("eve", "c1", 7, Act.SHOW).attemptId());
    }

    @Test
    void content_is_not_logged() {
        assertThat(notification("ada", "c1", 7, Act.SHOW).toString()).doesNotContain("content", "Bob", "Bells");
    }

    @Test
    void without_content_means_without_names_too() {
        var hidden = notification("ada", "c1", 7, Act.SHOW).withoutContent();

        assertThat(hidden.text()).isNull();
        assertThat(hidden.senderName() + hidden.conversationName()).isEmpty();
        assertThat(hidden.badge()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada",
                "@example.org",
                "ada@",
                "ada@example..org",
                "ada@-example.org",
                "a da@example.org",
                "ada@example.org\r\nBcc: eve@example.org",
                "Ada <ada@example.org>",
                "ada@example.org,eve@example.org",
                "\"ada\"@example.org",
                "ada@[127.0.0.1]"
            })
    void an_address_that_could_be_more_than_an_address_is_refused(String address) {
        assertThatThrownBy(() -> Digest.checkAddress(address)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void a_digest_is_bounded_and_shows_nothing_of_its_content() {
        var unread = new Digest.Unread("Bells", 3, 1, List.of(new Digest.Line("Bob", "the content")));
        var digest = digest(List.of(unread));

        assertThat(digest.toString()).doesNotContain("content", "Bob", "example.org");
        assertThat(unread.toString()).doesNotContain("content");
        assertThatThrownBy(() -> digest(List.of())).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> digest(java.util.Collections.nCopies(21, unread)))
                .isInstanceOf(InvalidValueException.class);
    }

    private static Digest digest(List<Digest.Unread> conversations) {
        return new Digest(
                "ada+chat@mail.example.org",
                new UserId("ada"),
                "Ada",
                "digest-1",
                conversations,
                URI.create("https://chat.example.org/unsubscribe?token=x"),
                null);
    }
}
