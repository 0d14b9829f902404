package chat.carillon.core.push.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.core.push.digest.Mailbox.State;
import chat.carillon.model.InvalidValueException;
import chat.carillon.model.UserId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private static final long NOW = 1_000_000_000_000L;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Mailbox OPEN = Mailbox.of(new UserId("ann"))
            .at("ann@example.org")
            .wanting(true, NOW)
            .confirmed(NOW);

    @Test
    void an_address_is_believed_once_confirmed_and_not_when_it_changes() {
        assertThat(OPEN.isOpen()).isTrue();
        assertThat(OPEN.at("ann@example.org")).isSameAs(OPEN);
        assertThat(OPEN.at("other@example.org").isConfirmed()).isFalse();
        assertThat(OPEN.withoutAddress().isOpen()).isFalse();
        assertThatThrownBy(() -> OPEN.at("nobody")).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void five_mails_a_day_may_ask_whoever_the_address_is_taken_back_meanwhile() {
        Mailbox mailbox = Mailbox.of(new UserId("ann"));
        for (int i = 0; i < Mailbox.MAX_ASKED_A_DAY; i++) {
            mailbox =
                    mailbox.at(i + "@example.org").asking(NOW + i).orElseThrow().withoutAddress();
        }

        assertThat(mailbox.asking(NOW + DAY.toMillis() - 1)).isEmpty();
        assertThat(mailbox.askAgainMillis()).isEqualTo(NOW + DAY.toMillis());
        assertThat(mailbox.asking(NOW + DAY.toMillis())).isPresent();
    }

    @Test
    void what_is_due_is_not_sent_to_who_does_not_want_it_any_more() {
        Mailbox due = OPEN.due(NOW, DAY);

        assertThat(due.wanting(false, NOW).turn().state()).isEqualTo(State.DROPPED);
        assertThat(due.withoutAddress().turn().state()).isEqualTo(State.DROPPED);
        assertThat(due.at("b@example.org").turn().state()).isEqualTo(State.DROPPED);
        assertThat(due.wanting(true, NOW)).isEqualTo(due);
        assertThat(due.wanting(false, NOW).wanting(true, NOW).turn().lookAtMillis())
                .as("off and on again is no second digest")
                .isEqualTo(NOW + DAY.toMillis());
    }

    @Test
    void a_mailbox_that_the_server_does_not_know_is_not_written_to_again() {
        Mailbox gone = OPEN.due(NOW, DAY).taken(NOW, DAY).handed().unknown("no such mailbox");

        assertThat(gone.isOpen()).isFalse();
        assertThat(gone.turn().state()).isEqualTo(State.FAILED);
        assertThat(gone.turn().attempts()).isEqualTo(1);
    }

    @Test
    void all_attempts_at_a_digest_have_one_id_and_the_next_digest_another() {
        Mailbox due = OPEN.due(NOW, DAY);

        assertThat(due.taken(NOW + 5, DAY).again(NOW + 9, "later").digestId()).isEqualTo(due.digestId());
        assertThat(due.due(NOW + 1, DAY).digestId()).isNotEqualTo(due.digestId());
    }

    @Test
    void what_an_earlier_digest_told_is_told_also_when_a_later_one_is_dropped() {
        Mailbox told = OPEN.due(NOW + 1, DAY).taken(NOW + 1, DAY).handed().sent("taken");
        long next = NOW + 2 * DAY.toMillis();

        assertThat(DigestContext.sinceMillis(told.due(next, DAY))).isEqualTo(NOW + 1);
        Mailbox dropped = told.due(next, DAY).taken(next, DAY).dropped(next + 5, "read meanwhile");
        assertThat(DigestContext.sinceMillis(dropped)).isEqualTo(NOW + 1);
        assertThat(DigestContext.sinceMillis(dropped.due(next + 5, DAY))).isEqualTo(NOW + 1);
    }

    @Test
    void an_address_is_not_shown_in_logs() {
        assertThat(OPEN.toString()).contains("ann").doesNotContain("example.org");
    }
}
