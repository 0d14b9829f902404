package chat.carillon.server.http.route;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The description of the HTTP surface: `docs/openapi.yaml`, as JSON.
public final class OpenApi {
    private static final String RESOURCE = "openapi.yaml";

    private OpenApi() {}

    /// Reads it anew; it is asked for rarely.
    public static JsonNode read() {
        try (InputStream yaml = OpenApi.class.getResourceAsStream(RESOURCE)) {
            if (yaml == null) {
                throw new IllegalStateException(RESOURCE + " is not in the jar");
            }
            return YAMLMapper.shared().readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] json() {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(read());
    }
}
