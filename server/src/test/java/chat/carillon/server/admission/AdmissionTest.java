package chat.carillon.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.protocol.Limits;
import chat.carillon.server.config.ServerConfig;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final int MAX_CONNECTIONS = 1_000;

    private final AtomicInteger connections = new AtomicInteger();
    private final Admission admission = new Admission(
            Limits.DEFAULT,
            new ServerConfig.Admission(250, 50, 10_000),
            MAX_CONNECTIONS,
            connections::get,
            () -> true,
            0);

    @Test
    void others_are_told_how_many_it_takes_a_second_but_no_more_than_it_has_places_for() {
        assertThat(admission.room()).isEqualTo(250);
        connections.set(MAX_CONNECTIONS - 7);
        assertThat(admission.room()).isEqualTo(7);
        connections.set(MAX_CONNECTIONS);
        assertThat(admission.room()).isZero();
        connections.set(MAX_CONNECTIONS + 1);
        assertThat(admission.room()).isZero();
    }
}
