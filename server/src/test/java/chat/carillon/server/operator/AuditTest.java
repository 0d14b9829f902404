package chat.carillon.server.operator;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.people.AuditKind;
import chat.carillon.core.people.AuditRecord;
import chat.carillon.core.people.InMemoryAuditLog;
import chat.carillon.model.UserId;
import chat.carillon.server.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static final UserId ROOT = new UserId("root");

    private final ManualTime time = new ManualTime();
    private final Audit audit = new Audit(new InMemoryAuditLog(), time);

    @Test
    void what_is_older_than_it_is_kept_is_forgotten_however_much_it_is() {
        for (int i = 0; i < 2_500; i++) {
            audit.note(ROOT, "192.0.2.1", AuditKind.USER_MADE, "old");
        }
        time.advance(Duration.ofDays(2));
        audit.note(ROOT, "192.0.2.1", AuditKind.USER_MADE, "young");

        audit.forgetOlderThan(Duration.ofDays(1));

        assertThat(audit.before(null, 10)).extracting(AuditRecord::subject).containsExactly("young");
    }

    @Test
    void what_happens_within_a_millisecond_keeps_its_order() {
        List<String> users =
                IntStream.range(0, 100).mapToObj("user%02d"::formatted).toList();
        users.forEach(user -> audit.note(ROOT, "192.0.2.1", AuditKind.USER_MADE, user));

        assertThat(audit.before(null, 100))
                .extracting(AuditRecord::subject)
                .containsExactlyElementsOf(users.reversed());
    }
}
