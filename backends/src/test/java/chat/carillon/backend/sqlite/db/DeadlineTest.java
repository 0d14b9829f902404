package chat.carillon.backend.sqlite.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.testkit.ManualTime;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadlineTest {
    private static final String ENDLESS =
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";

    @TempDir
    Path directory;

    private final ManualTime time = new ManualTime();
    private Session session;

    @BeforeEach
    void open() throws SQLException {
        session = Session.open(directory.resolve("test.db"), List.of());
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void a_query_that_is_interrupted_ends_and_the_connection_goes_on() throws Exception {
        Query endless = session.query(ENDLESS);
        // An interrupt before the query runs is none, so it comes again and again.
        var clock = Thread.startVirtualThread(() -> {
            while (!Thread.interrupted()) {
                endless.cancel();
            }
        });
        assertThatThrownBy(endless::number)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(Failures.isInterrupted(e)).isTrue());
        clock.interrupt();
        clock.join();

        assertThat(session.query("SELECT 1").number()).isEqualTo(1);
        assertThatThrownBy(() -> session.query("SELECT * FROM nothing")).isInstanceOf(SQLException.class);
        assertThat(session.query("SELECT 1").number()).isEqualTo(1);
    }

    @Test
    void a_query_that_ended_in_time_is_not_interrupted_later() throws Exception {
        Query quick = session.query("SELECT 1");
        try (var _ = new Deadline(time, Duration.ofSeconds(1), quick)) {
            assertThat(quick.number()).isEqualTo(1);
        }

        time.advance(Duration.ofSeconds(2));

        assertThat(session.query("SELECT 1").number()).isEqualTo(1);
    }
}
