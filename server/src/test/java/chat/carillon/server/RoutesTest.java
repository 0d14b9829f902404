package chat.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.core.time.SystemTime;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.server.auth.Revocations;
import chat.carillon.server.cluster.Brokers;
import chat.carillon.server.config.ServerConfig;
import chat.carillon.server.http.OpenApiRoutes;
import chat.carillon.server.http.Route;
import chat.carillon.server.push.Pushing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Holds the routes and `docs/openapi.yaml` together.
class RoutesTest {
    private static final String BEGIN = "<!-- calls: written by RoutesTest -->\n";
    private static final String END = "<!-- end of calls -->\n";

    @TempDir
    private Path folder;

    @Test
    void every_route_is_described_and_everything_described_is_a_route() {
        assertThat(OpenApiRoutes.described()).containsExactlyInAnyOrderElementsOf(OpenApiRoutes.of(routes()));
    }

    @Test
    void every_error_code_is_described() {
        assertThat(OpenApiRoutes.problemCodes())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::code).toList());
    }

    @Test
    void every_reference_leads_somewhere_and_path_parameters_are_declared() {
        assertThat(OpenApiRoutes.brokenReferences()).isEmpty();
        assertThat(OpenApiRoutes.undeclaredPathParameters()).isEmpty();
    }

    /// Run with `-Dcarillon.updateDocs=true` to write the page's table anew.
    @Test
    void the_reference_page_lists_every_call_as_it_is() throws IOException {
        Path page = Path.of("..", "docs", "reference", "http-api.md");
        String text = Files.readString(page);
        assertThat(text).contains(BEGIN).contains(END);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        String updated = text.substring(0, begin) + OpenApiRoutes.table() + text.substring(text.indexOf(END));
        if (Boolean.getBoolean("carillon.updateDocs")) {
            Files.writeString(page, updated);
        }

        assertThat(Files.readString(page)).isEqualTo(updated);
    }

    private List<Route> routes() {
        try (var time = new SystemTime()) {
            ServerConfig config = TestServer.config(folder);
            var ground = Wiring.ground(config, new InMemoryStore("e", time, config.limits()), time);
            var identity = Wiring.identity(ground, new Revocations(), "co_" + "A".repeat(43));
            var core = Wiring.core("test#1", ground, identity, Brokers.alone());
            Pushing pushing = Wiring.pushing(ground, core);
            List<Route> routes = Wiring.routes(ground, identity, core, pushing);
            pushing.close();
            identity.passwords().close();
            ground.threads().close();
            ground.metrics().close();
            return routes;
        }
    }
}
