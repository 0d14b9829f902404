package chat.carillon.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Holds the tables of `docs/reference/protocol.md` to what the golden vectors show.
class ProtocolReferenceTest {
    private static final Pattern FIELD = Pattern.compile("`(\\w+\\??)`");

    /// From each row of the section's table: its first cell to the fields in its second.
    private static Map<String, Set<String>> table(String heading) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "reference", "protocol.md"));
        int begin = page.indexOf("\n## " + heading + "\n");
        int end = page.indexOf("\n## ", begin + 1);
        return page.substring(begin, end)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|"))
                .collect(Collectors.toMap(
                        cells -> cells[1].strip().replace("`", ""),
                        cells -> FIELD.matcher(cells[2])
                                .results()
                                .map(match -> match.group(1))
                                .collect(Collectors.toCollection(TreeSet::new)),
                        (_, second) -> second,
                        TreeMap::new));
    }

    private static Map<String, Set<String>> seen(String side, String key, Set<String> common) {
        Map<String, Set<String>> seen = new TreeMap<>();
        Vector.in(side + "/valid").stream()
                .filter(vector -> vector.json().at("/canonical").has(key))
                .map(vector -> vector.json().get("canonical"))
                .collect(Collectors.groupingBy(frame -> frame.get(key).asString()))
                .forEach((name, frames) -> seen.put(name, fields(frames, common)));
        return seen;
    }

    private static Set<String> fields(List<JsonNode> frames, Set<String> common) {
        return frames.stream()
                .flatMap(frame -> frame.propertyNames().stream())
                .filter(name -> !common.contains(name))
                .map(name -> frames.stream().allMatch(frame -> frame.has(name)) ? name : name + "?")
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void lists_what_clients_send_as_it_is() throws IOException {
        assertThat(table("What a client sends")).isEqualTo(seen("client", "op", Set.of("op")));
    }

    @Test
    void lists_what_servers_send_as_it_is() throws IOException {
        Map<String, Set<String>> seen = seen("server", "op", Set.of("op"));
        seen.put("entry", Set.of());

        assertThat(table("What a server sends")).isEqualTo(seen);
    }

    @Test
    void lists_the_types_of_entries_as_they_are() throws IOException {
        Map<String, Set<String>> seen = seen(
                "server",
                "type",
                Set.of("op", "conversation", "seq", "ordinal", "type", "sender", "at", "clientMessageId"));
        seen.remove("poll_opened");

        assertThat(table("Entries")).isEqualTo(seen);
    }
}
