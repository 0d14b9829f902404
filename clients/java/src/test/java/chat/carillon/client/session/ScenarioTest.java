package chat.carillon.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Every scenario that the SDKs share ends here as its file says; `clients/scenarios/README.md`.
class ScenarioTest {
    private static final Path SCENARIOS = Path.of("../scenarios");

    static List<Path> scenarios() {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void does_what_every_sdk_does(Path file) {
        JsonNode scenario = JsonMapper.shared().readTree(file);
        ScenarioPlayer player = new ScenarioPlayer(scenario);
        int number = 0;

        for (JsonNode step : scenario.get("steps")) {
            number++;
            ObjectNode done = player.play(step);

            JsonNode expected =
                    step.has("then") ? step.get("then") : JsonMapper.shared().createObjectNode();
            assertThat((JsonNode) done).as("step %d: %s", number, step).isEqualTo(expected);
        }
    }
}
