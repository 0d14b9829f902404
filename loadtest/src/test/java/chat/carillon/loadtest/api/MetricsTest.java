package chat.carillon.loadtest.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final String PAGE = """
            # TYPE carillon_shed_total counter
            carillon_shed_total{kind="presence"} 3.0
            carillon_shed_total{kind="typing"} 4.0
            carillon_shed 100.0
            carillon_sessions 1.9E4
            """;

    @Test
    void a_metric_is_the_sum_over_its_labels_and_of_no_other_name() {
        assertThat(Metrics.sum(PAGE, "carillon_shed_total")).isEqualTo(7);
        assertThat(Metrics.sum(PAGE, "carillon_shed_total{kind=\"typing\"}")).isEqualTo(4);
        assertThat(Metrics.sum(PAGE, "carillon_sessions")).isEqualTo(19_000);
        assertThat(Metrics.sum(PAGE, "carillon_unknown")).isZero();
    }
}
