package chat.carillon.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.ServerFrame;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Holds `docs/asyncapi.yaml` to the records, and to what the golden vectors show of their JSON.
class AsyncApiTest {
    private static final JsonNode API = new YAMLMapper().readTree(Path.of("..", "docs", "asyncapi.yaml"));
    private static final JsonNode SCHEMAS = API.at("/components/schemas");

    /// What the vectors show of one op: fields seen at all, and those in every frame.
    private record Shape(Set<String> all, Set<String> always) {
        static Shape of(List<JsonNode> frames) {
            Set<String> all = new TreeSet<>();
            frames.forEach(frame -> all.addAll(frame.propertyNames()));
            Set<String> always = new TreeSet<>(all);
            frames.forEach(frame -> always.retainAll(frame.propertyNames()));
            return new Shape(all, always);
        }
    }

    private static Map<String, List<JsonNode>> canonical(String side) {
        return Vector.in(side + "/valid").stream()
                .filter(vector -> vector.json().has("canonical"))
                .map(vector -> vector.json().get("canonical"))
                .collect(Collectors.groupingBy(frame -> frame.get("op").asString(), TreeMap::new, Collectors.toList()));
    }

    /// The simple names of the frame records and their ops.
    private static Map<String, String> ops(Class<?> frames) {
        Map<String, String> ops = new TreeMap<>();
        leaves(frames)
                .forEach(type -> ops.put(
                        type.getSimpleName(),
                        API.at("/components/messages/" + type.getSimpleName() + "/name")
                                .asString()));
        return ops;
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(AsyncApiTest::leaves);
    }

    private static Set<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void names_every_frame_and_no_other() {
        Set<String> records = Stream.of(ClientFrame.class, ServerFrame.class)
                .flatMap(AsyncApiTest::leaves)
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());

        assertThat(API.get("asyncapi").asString()).isEqualTo("3.0.0");
        assertThat(API.at("/components/messages").propertyNames()).containsExactlyInAnyOrderElementsOf(records);
        assertThat(API.at("/channels/socket/messages").propertyNames()).containsExactlyInAnyOrderElementsOf(records);
        assertThat(canonical("client").keySet())
                .isEqualTo(new TreeSet<>(ops(ClientFrame.class).values()));
        assertThat(canonical("server").keySet())
                .isEqualTo(new TreeSet<>(ops(ServerFrame.class).values()));
    }

    @Test
    void gives_every_frame_the_fields_that_it_has() {
        assertFields(ClientFrame.class, "client");
        assertFields(ServerFrame.class, "server");
    }

    private static void assertFields(Class<?> frames, String side) {
        Map<String, List<JsonNode>> canonical = canonical(side);
        ops(frames).forEach((name, op) -> {
            if (!name.equals("Live")) {
                JsonNode schema = SCHEMAS.get(name);
                Shape shape = Shape.of(canonical.get(op));
                assertThat(schema.at("/properties/op/const").asString()).isEqualTo(op);
                assertThat(schema.get("properties").propertyNames()).as(name).hasSameElementsAs(shape.all());
                assertThat(strings(schema.get("required"))).as(name).isEqualTo(shape.always());
            }
        });
    }

    /// A component that no vector shows would slip through the comparison above.
    @Test
    void no_component_of_a_frame_is_missing() {
        Stream.of(ClientFrame.class, ServerFrame.class)
                .flatMap(AsyncApiTest::leaves)
                .filter(type -> type != ServerFrame.Live.class)
                .forEach(type -> assertThat(Arrays.stream(type.getRecordComponents())
                                .map(RecordComponent::getName)
                                .map(AsyncApiTest::wireName))
                        .as(type.getSimpleName())
                        .allSatisfy(field -> assertThat(SCHEMAS.get(type.getSimpleName())
                                        .get("properties")
                                        .has(field))
                                .as(field)
                                .isTrue()));
    }

    private static String wireName(String component) {
        return component.endsWith("AtMillis") || component.equals("atMillis")
                ? component.substring(0, component.length() - "Millis".length())
                : component.replaceFirst("Millis$", "Ms");
    }

    @Test
    void gives_every_type_of_entry_the_fields_that_it_has() {
        JsonNode entry = SCHEMAS.get("PageEntry");
        Set<String> common = strings(entry.get("required"));
        Map<String, List<JsonNode>> byType = canonical("server").get("entry").stream()
                .collect(Collectors.groupingBy(
                        frame -> frame.get("type").asString(), TreeMap::new, Collectors.toList()));
        byType.remove("poll_opened");

        assertThat(entry.get("x-fields-of-types").propertyNames()).hasSameElementsAs(byType.keySet());
        byType.forEach((type, frames) -> {
            JsonNode fields = entry.get("x-fields-of-types").get(type);
            Shape shape = Shape.of(frames);
            Set<String> own = new TreeSet<>(shape.all());
            own.removeAll(common);
            own.removeAll(Set.of("op", "conversation", "clientMessageId"));
            Set<String> documented = strings(fields.get("required"));
            documented.addAll(strings(fields.get("optional")));
            assertThat(documented).as(type).isEqualTo(own);
            assertThat(shape.always()).as(type).containsAll(common).containsAll(strings(fields.get("required")));
            assertThat(entry.get("properties").propertyNames()).containsAll(own);
        });
    }

    @Test
    void lists_every_code_and_every_limit_that_is_told() {
        assertThat(strings(SCHEMAS.at("/ErrorCode/enum")))
                .hasSameElementsAs(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::code).toList());
        assertThat(SCHEMAS.at("/CloseCode/enum").valueStream().map(JsonNode::asInt))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(CloseCode.values()).map(CloseCode::code).toList());
        JsonNode welcome = canonical("server").get("welcome").getFirst();
        assertThat(SCHEMAS.at("/Limits/properties").propertyNames())
                .hasSameElementsAs(welcome.get("limits").propertyNames());
        assertThat(SCHEMAS.at("/Conversation/properties").propertyNames())
                .hasSameElementsAs(Stream.concat(
                                canonical("server").get("welcome").stream()
                                        .flatMap(frame ->
                                                frame.get("conversations").valueStream()),
                                canonical("server").get("joined").stream().map(frame -> frame.get("conversation")))
                        .flatMap(summary -> summary.propertyNames().stream())
                        .collect(Collectors.toSet()));
    }

    @Test
    void refers_to_nothing_that_is_not_there() {
        List<String> references = new ArrayList<>();
        collectReferences(API, references);

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(
                        reference -> assertThat(API.at(reference.substring(1)).isMissingNode())
                                .as(reference)
                                .isFalse());
    }

    private static void collectReferences(JsonNode node, List<String> references) {
        if (node.has("$ref")) {
            references.add(node.get("$ref").asString());
        }
        node.valueStream().forEach(child -> collectReferences(child, references));
    }
}
