package chat.carillon.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Holds what is scraped, the names in the code and `docs/reference/metrics.md` together. Run with
/// `-Dcarillon.updateDocs=true` to write the page's table anew.
class MetricsIT {
    private static final String BEGIN = "<!-- metrics: written by MetricsIT -->\n";
    private static final String END = "<!-- end of metrics -->\n";

    @TempDir
    private Path folder;

    @Test
    void a_server_exposes_exactly_the_metrics_that_have_a_name() {
        try (var server = TestServer.start(folder)) {
            String token = server.users("quixote").getFirst();
            assertThat(server.get(token, "/v1/me").status()).isEqualTo(200);
            String scraped = server.get(null, "/metrics").body();

            List<String> exposed = Pattern.compile("(?m)^# TYPE (carillon_\\S+ \\S+)$")
                    .matcher(scraped)
                    .results()
                    .map(match -> match.group(1))
                    .filter(line -> !line.startsWith("carillon_http_requests_seconds_max"))
                    .toList();
            assertThat(exposed)
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(MetricName.values())
                            .map(name -> name.exposedName() + " " + name.kind().type())
                            .toList());
            assertThat(scraped)
                    .contains("carillon_http_requests_seconds_count{route=\"GET /v1/me\",status=\"200\"} 1")
                    .contains("jvm_memory_used_bytes", "process_cpu_usage", "jvm_gc_")
                    .doesNotContain("quixote");
        }
    }

    @Test
    void the_reference_page_lists_every_metric_as_it_is() throws IOException {
        Path page = Path.of("..", "docs", "reference", "metrics.md");
        String text = Files.readString(page);
        assertThat(text).contains(BEGIN).contains(END);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        String updated = text.substring(0, begin) + table() + text.substring(text.indexOf(END));
        if (Boolean.getBoolean("carillon.updateDocs")) {
            Files.writeString(page, updated);
        }

        assertThat(Files.readString(page)).isEqualTo(updated);
    }

    private static String table() {
        var table = new StringBuilder("\n| name | type | meaning |\n|---|---|---|\n");
        for (MetricName name : MetricName.values()) {
            table.append("| `%s` | %s | %s |\n"
                    .formatted(name.exposedName(), name.kind().type(), name.meaning()));
        }
        return table.append("\n").toString();
    }
}
