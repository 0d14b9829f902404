package chat.carillon.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import chat.carillon.cli.server.Rehearsal;
import org.junit.jupiter.api.Test;

/// What the front door does not notice: a rehearsal that fails is only a server that starts cold.
class RehearsalIT {
    @Test
    void plays_to_its_end() {
        assertThatCode(() -> Rehearsal.main(new String[0])).doesNotThrowAnyException();
    }
}
