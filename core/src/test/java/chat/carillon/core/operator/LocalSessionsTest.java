package chat.carillon.core.operator;

import static chat.carillon.core.testing.Sample.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.OpenSession;
import chat.carillon.protocol.Limits;
import org.junit.jupiter.api.Test;

class LocalSessionsTest {
    private final HandTime time = new HandTime();
    private final OpenSession ann = new OpenSession(ANN, Limits.DEFAULT, time);
    private final LocalSessions sessions = new LocalSessions(ann.sessions(), time);

    @Test
    void a_loop_that_has_ended_has_none() {
        ann.connection().ended = true;

        assertThat(sessions.page(null, null, 10)).isEmpty();
    }
}
