package chat.carillon.loadtest.simulate.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import chat.carillon.loadtest.simulate.capacity.CapacityPlan.Habits;
import chat.carillon.loadtest.simulate.capacity.CapacityPlan.Hardware;
import chat.carillon.loadtest.simulate.capacity.Need.Part;
import chat.carillon.loadtest.simulate.figure.MeasuredFigures;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CapacityModelTest {
    private static final MeasuredFigures FIGURES = MeasuredFigures.standard();

    /// A tenth of a message a second from each thousand users at the busiest time.
    private static CapacityPlan plan(long users, int regions) {
        return new CapacityPlan(
                users, new Habits(0.5, 20, 50, 8.64, 1), new Hardware(8, 16, 0.5), regions, Duration.ofMillis(80));
    }

    private static Need need(CapacityPlan plan, Part part, String resource) {
        return new CapacityModel(FIGURES)
                .needs(plan).stream()
                        .filter(need -> need.part() == part && need.resource().equals(resource))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void sockets_and_commits_are_arithmetic() {
        CapacityPlan million = plan(1_000_000, 1);

        assertThat(need(million, Part.NODE, "sockets").count()).isEqualTo(10);
        assertThat(need(million, Part.DATABASE, "commits").load()).isCloseTo(100, within(1e-6));
        assertThat(need(million, Part.DATABASE, "commits").count()).isCloseTo(100 / 3_000.0, within(1e-6));
    }

    @Test
    void what_a_node_costs_beside_sockets_is_linear_in_users() {
        for (String resource : new String[] {"memory", "network"}) {
            assertThat(need(plan(2_000_000, 1), Part.NODE, resource).count())
                    .isCloseTo(2 * need(plan(1_000_000, 1), Part.NODE, resource).count(), within(1e-6));
        }
    }

    @Test
    void looks_for_changes_grow_with_the_square_of_users() {
        double one =
                need(plan(10_000_000, 1), Part.DATABASE, "looks for changes").load();
        double ten =
                need(plan(100_000_000, 1), Part.DATABASE, "looks for changes").load();

        assertThat(ten / one).isCloseTo(100, within(1.0));
    }

    @Test
    void each_region_has_a_node_to_spare() {
        assertThat(new CapacityModel(FIGURES).nodesWithSpare(plan(1_000_000, 1)))
                .isEqualTo(11);
        assertThat(new CapacityModel(FIGURES).nodesWithSpare(plan(1_000_000, 5)))
                .isEqualTo(15);
    }

    @Test
    void a_message_reaches_no_more_nodes_than_there_are_or_than_it_has_members() {
        var model = new CapacityModel(FIGURES);

        assertThat(model.otherNodes(plan(1_000, 1), 1)).isZero();
        assertThat(model.otherNodes(plan(1_000, 1), 2)).isBetween(0.99, 1.0);
        assertThat(model.otherNodes(plan(1_000, 1), 1e6)).isBetween(24.9, 25.0);
    }

    @Test
    void something_is_full_where_one_of_it_is_needed() {
        var model = new CapacityModel(FIGURES);
        Need commits = need(plan(1_000_000, 1), Part.DATABASE, "commits");

        double full = model.fullAt(plan(1_000_000, 1), commits, 1_000_000_000_000L);

        assertThat(full).isCloseTo(30_000_000, within(100_000.0));
    }

    @Test
    void names_what_is_full_first() {
        var bytes = new ByteArrayOutputStream();
        new CapacityForecast(plan(200_000_000, 5), FIGURES).print(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains(
                        "100,000,000 connected",
                        "Needed: 2,005 nodes (2,000 for the sockets",
                        "sockets of one node",
                        "looks for changes of one database");
    }

    @Test
    void refuses_what_cannot_be() {
        assertThatIllegalArgumentException().isThrownBy(() -> plan(0, 1)).withMessageContaining("users: 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Habits(1.5, 20, 50, 40, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> new Hardware(0, 16, 0.5));
    }
}
