package chat.carillon.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Authority;
import chat.carillon.core.session.Identities.Identity;
import chat.carillon.core.session.Identities.Ticket;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import chat.carillon.server.ManualTime;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ResumeTicketsTest {
    private static final byte[] KEY = SecretToken.freshKey(32);
    private static final byte[] OTHER_KEY = SecretToken.freshKey(32);
    private static final DeviceId PHONE = new DeviceId("phone");

    private final ManualTime time = new ManualTime();
    private final ResumeTickets tickets = new ResumeTickets(Map.of((byte) 1, KEY), (byte) 1, time);
    private final Identity ada = identity(Duration.ofDays(30));

    @Test
    void a_ticket_tells_who_it_was_issued_to() {
        Ticket ticket = tickets.issue(ada, PHONE);

        assertThat(tickets.verify(ticket.value(), PHONE)).contains(ada);
        assertThat(ticket.expiresAtMillis()).isEqualTo(time.wallMillis() + 300_000);
        assertThat(ticket.value()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void a_ticket_is_good_for_one_device_and_five_minutes() {
        Ticket ticket = tickets.issue(ada, PHONE);

        assertThat(tickets.verify(ticket.value(), new DeviceId("laptop"))).isEmpty();
        time.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(tickets.verify(ticket.value(), PHONE)).isPresent();
        time.advance(Duration.ofMillis(1));
        assertThat(tickets.verify(ticket.value(), PHONE)).isEmpty();
    }

    @Test
    void no_chain_of_tickets_outlives_the_token() {
        Identity current = identity(Duration.ofMinutes(12));
        for (int minutes = 0; minutes < 12; minutes += 4) {
            current =
                    tickets.verify(tickets.issue(current, PHONE).value(), PHONE).orElseThrow();
            time.advance(Duration.ofMinutes(4));
        }

        assertThat(tickets.verify(tickets.issue(current, PHONE).value(), PHONE)).isEmpty();
    }

    @Test
    void no_single_changed_bit_passes() {
        byte[] good = Base64.getUrlDecoder().decode(tickets.issue(ada, PHONE).value());
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] forged = good.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(forged);
            assertThat(tickets.verify(text, PHONE)).as("bit %d", bit).isEmpty();
        }
    }

    @Test
    void garbage_is_refused_without_a_fuss() {
        var random = RandomGenerator.of("L64X128MixRandom");
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            assertThat(tickets.verify(Base64.getUrlEncoder().encodeToString(bytes), PHONE))
                    .isEmpty();
        }
        assertThat(tickets.verify("", PHONE)).isEmpty();
        assertThat(tickets.verify("%%%", PHONE)).isEmpty();
        assertThat(tickets.verify("A".repeat(100_000), PHONE)).isEmpty();
    }

    @Test
    void tickets_of_the_former_key_are_believed_while_it_is_kept() {
        Ticket old = tickets.issue(ada, PHONE);
        var rotated = new ResumeTickets(Map.of((byte) 1, KEY, (byte) 2, OTHER_KEY), (byte) 2, time);
        var forgotten = new ResumeTickets(Map.of((byte) 2, OTHER_KEY), (byte) 2, time);

        assertThat(rotated.verify(old.value(), PHONE)).contains(ada);
        assertThat(forgotten.verify(old.value(), PHONE)).isEmpty();
        assertThat(tickets.verify(rotated.issue(ada, PHONE).value(), PHONE)).isEmpty();
    }

    private Identity identity(Duration tokenLives) {
        String id = new TokenId(TokenId.Kind.SESSION, "ab".repeat(32), time.wallMillis() + tokenLives.toMillis())
                .toString();
        return new Identity(new UserId("ada"), Authority.ADMINISTRATOR, id);
    }
}
