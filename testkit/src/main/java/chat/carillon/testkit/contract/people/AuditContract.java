package chat.carillon.testkit.contract.people;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.people.AuditLog;
import chat.carillon.core.people.AuditRecord;
import chat.carillon.model.UserId;
import chat.carillon.testkit.contract.StoreWorld;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What [AuditLog] promises.
public interface AuditContract {
    StoreWorld world();

    private AuditLog audit() {
        return world().store().audit();
    }

    private static AuditRecord done(String id, @Nullable String subject) {
        return new AuditRecord(
                id, 1_000, new UserId("root"), "user_made", subject, subject == null ? null : "192.0.2.1");
    }

    @Test
    default void what_was_done_is_listed_with_the_newest_first() {
        assertThat(audit().before(null, 10)).isEmpty();
        audit().note(done("0002-b", "ann"));
        audit().note(done("0001-a", null));
        audit().note(done("0003-c", "bob"));

        assertThat(audit().before(null, 10))
                .containsExactly(done("0003-c", "bob"), done("0002-b", "ann"), done("0001-a", null));
        assertThat(audit().before(null, 1)).containsExactly(done("0003-c", "bob"));
        assertThat(audit().before("0003-c", 1)).containsExactly(done("0002-b", "ann"));
        assertThat(audit().before("0001-a", 1)).isEmpty();
    }

    @Test
    default void what_is_old_is_forgotten_the_oldest_first_and_in_steps() {
        for (String id : List.of("0003-c", "0001-a", "0004-d", "0002-b")) {
            audit().note(done(id, null));
        }

        assertThat(audit().forget("0004", 2)).isEqualTo(2);
        assertThat(audit().before(null, 10)).containsExactly(done("0004-d", null), done("0003-c", null));
        assertThat(audit().forget("0004", 2)).isEqualTo(1);
        assertThat(audit().forget("0004", 2)).isZero();
        assertThat(audit().before(null, 10)).containsExactly(done("0004-d", null));
    }

    @Test
    default void what_is_noted_twice_is_there_once_and_as_it_was() {
        audit().note(done("0001-a", "ann"));
        audit().note(done("0001-a", "somebody else"));

        assertThat(audit().before(null, 10)).containsExactly(done("0001-a", "ann"));
    }
}
