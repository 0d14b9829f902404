package chat.carillon.server.http;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The routes that `docs/openapi.yaml` describes, and those there are, in one form.
public final class OpenApiRoutes {
    private static final OpenApiDocument DOCUMENT = new OpenApiDocument();

    private OpenApiRoutes() {}

    /// `METHOD path access` of each operation.
    public static List<String> described() {
        return DOCUMENT.operations().entrySet().stream()
                .map(entry ->
                        entry.getKey() + " " + entry.getValue().get("x-access").stringValue())
                .toList();
    }

    /// The same of each route, the socket's among them.
    public static List<String> of(List<Route> routes) {
        return Stream.concat(
                        Stream.of("GET /v1/socket open"),
                        routes.stream()
                                .map(route -> "%s %s %s"
                                        .formatted(
                                                route.method(),
                                                route.path(),
                                                route.access().name().toLowerCase(Locale.ROOT))))
                .toList();
    }

    /// The operations, a line each, for the reference page.
    public static String table() {
        var table = new StringBuilder("\n| call | who | does |\n|---|---|---|\n");
        DOCUMENT.operationsAsWritten()
                .forEach((call, operation) -> table.append("| `%s` | %s | %s |\n"
                        .formatted(
                                call,
                                operation.get("x-access").stringValue(),
                                operation.get("summary").stringValue())));
        return table.append("\n").toString();
    }

    public static List<String> problemCodes() {
        return DOCUMENT.problemCodes();
    }

    public static List<String> brokenReferences() {
        return DOCUMENT.references().stream()
                .filter(reference -> !DOCUMENT.has(reference))
                .toList();
    }

    public static List<String> undeclaredPathParameters() {
        return DOCUMENT.operations().keySet().stream()
                .map(operation -> operation.substring(operation.indexOf('/')))
                .distinct()
                .filter(path -> {
                    var inPath = new TreeSet<String>();
                    Pattern.compile("\\{([a-z]+)}")
                            .matcher(path)
                            .results()
                            .forEach(match -> inPath.add(match.group(1)));
                    return !inPath.equals(DOCUMENT.pathParameters(path));
                })
                .toList();
    }
}
