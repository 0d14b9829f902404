package chat.carillon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.server.TestServer.Reply;
import chat.carillon.server.http.route.OpenApi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads `docs/openapi.yaml` and holds answers to it, strictly: a field that is not described is an error.
final class OpenApiDocument {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final JsonNode root = OpenApi.read();

    /// Every operation, by `METHOD path`.
    Map<String, JsonNode> operations() {
        return new TreeMap<>(operationsAsWritten());
    }

    /// The same in the document's order.
    Map<String, JsonNode> operationsAsWritten() {
        Map<String, JsonNode> operations = new LinkedHashMap<>();
        root.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .forEach(entry -> operations.put(
                                entry.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), entry.getValue())));
        return operations;
    }

    /// The names of the parameters in the path, as the document declares them.
    Set<String> pathParameters(String path) {
        Set<String> names = new TreeSet<>();
        root.get("paths")
                .get(path)
                .path("parameters")
                .forEach(parameter -> names.add(resolve(parameter).get("name").stringValue()));
        return names;
    }

    List<String> problemCodes() {
        List<String> codes = new ArrayList<>();
        root.at("/components/schemas/Problem/properties/code/enum").forEach(code -> codes.add(code.stringValue()));
        return codes;
    }

    /// Every `$ref` in the document.
    List<String> references() {
        return root.findValuesAsString("$ref");
    }

    boolean has(String reference) {
        return !root.at(reference.substring(1)).isMissingNode();
    }

    /// Fails unless this reply is one that the document announces for this operation.
    void check(String operation, Reply reply) {
        JsonNode responses = operations().get(operation).get("responses");
        JsonNode announced = responses.get(Integer.toString(reply.status()));
        if (announced == null) {
            assertThat(reply.status())
                    .as("%s: status of %s", operation, reply.body())
                    .isGreaterThanOrEqualTo(400);
            announced = responses.get("default");
        }
        JsonNode content = resolve(announced).path("content");
        if (content.isMissingNode()) {
            assertThat(reply.body()).as(operation).isEmpty();
            return;
        }
        String type = reply.header("content-type").replaceAll(";.*", "");
        assertThat(content.has(type)).as("%s: content type %s", operation, type).isTrue();
        if (type.endsWith("json")) {
            JsonNode body = JsonMapper.shared().readTree(reply.body());
            List<String> errors = errors(content.get(type).get("schema"), body, "body");
            assertThat(errors).as("%s answered %s", operation, reply.body()).isEmpty();
        }
    }

    private List<String> errors(JsonNode schemaOrReference, JsonNode value, String where) {
        JsonNode schema = resolve(schemaOrReference);
        if (schema.has("anyOf")) {
            List<List<String>> each = new ArrayList<>();
            schema.get("anyOf").forEach(choice -> each.add(errors(choice, value, where)));
            return each.stream().anyMatch(List::isEmpty) ? List.of() : each.getFirst();
        }
        return switch (schema.get("type").stringValue()) {
            case "object" -> objectErrors(schema, value, where);
            case "array" -> arrayErrors(schema, value, where);
            case "string" -> stringErrors(schema, value, where);
            case "integer" -> value.isIntegralNumber() ? List.of() : List.of(where + ": no integer");
            case "boolean" -> value.isBoolean() ? List.of() : List.of(where + ": no boolean");
            default -> List.of(where + ": the document has a type that this test does not know");
        };
    }

    private List<String> objectErrors(JsonNode schema, JsonNode value, String where) {
        List<String> errors = new ArrayList<>();
        if (!value.isObject()) {
            return List.of(where + ": no object");
        }
        schema.path("required").forEach(name -> {
            if (!value.has(name.stringValue())) {
                errors.add(where + "." + name.stringValue() + ": missing");
            }
        });
        if (schema.has("properties")) {
            value.properties().forEach(field -> {
                JsonNode property = schema.get("properties").get(field.getKey());
                if (property == null) {
                    errors.add(where + "." + field.getKey() + ": not described");
                } else {
                    errors.addAll(errors(property, field.getValue(), where + "." + field.getKey()));
                }
            });
        }
        return errors;
    }

    private List<String> arrayErrors(JsonNode schema, JsonNode value, String where) {
        if (!value.isArray()) {
            return List.of(where + ": no array");
        }
        List<String> errors = new ArrayList<>();
        value.forEach(element -> errors.addAll(errors(schema.get("items"), element, where + "[]")));
        return errors;
    }

    private static List<String> stringErrors(JsonNode schema, JsonNode value, String where) {
        if (!value.isString()) {
            return List.of(where + ": no string");
        }
        String text = value.stringValue();
        if (schema.has("pattern") && !text.matches(schema.get("pattern").stringValue())) {
            return List.of(where + ": does not match its pattern");
        }
        boolean listed = !schema.has("enum")
                || schema.get("enum")
                        .valueStream()
                        .anyMatch(constant -> constant.stringValue().equals(text));
        return listed ? List.of() : List.of(where + ": '" + text + "' is none of the enum");
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? resolve(root.at(node.get("$ref").stringValue().substring(1))) : node;
    }
}
