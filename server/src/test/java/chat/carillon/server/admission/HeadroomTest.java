package chat.carillon.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeadroomTest {
    @Test
    void holds_as_many_sockets_as_configured_where_there_are_files_enough() {
        assertThat(Headroom.of(4_096, 4_096, 1_048_576, 50_000)).isEqualTo(new Headroom(4_096, 1_048_576, 50_000));
    }

    @Test
    void holds_fewer_sockets_where_files_are_short() {
        assertThat(Headroom.of(4_096, 128, 20_000, 50_000)).isEqualTo(new Headroom(128, 20_000, 19_000));
        assertThat(Headroom.of(4_096, 4_096, 1_024, 50_000).maxConnections()).isEqualTo(768);
    }

    @Test
    void finds_the_limits_of_this_machine() {
        Headroom here = Headroom.look(4_096, 10);

        assertThat(here.backlog()).isBetween(16, 4_096);
        assertThat(here.maxOpenFiles()).isPositive();
        assertThat(here.maxConnections()).isEqualTo(10);
    }
}
