package chat.carillon.server.http.page;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All files of the web client, by the path under which browsers ask for them. Immutable; about a megabyte.
public final class PageFiles {
    private static final String FOLDER = "/chat/carillon/web";

    /// Made by the build: a line a file, its path and a digest of its content.
    private static final String LIST = FOLDER + "/files.txt";

    private static final String DOCUMENT = "/index.html";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("png", "image/png"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("woff2", "font/woff2"));

    private final Map<String, PageFile> files;

    private PageFiles(Map<String, PageFile> files) {
        this.files = Map.copyOf(files);
    }

    /// Reads them from the class path.
    ///
    /// @throws IllegalStateException if the build left out what it lists
    public static PageFiles load() {
        byte[] list = read(LIST);
        if (list == null) {
            throw new IllegalStateException("the web client is not on the class path: " + LIST);
        }
        Map<String, PageFile> files = new HashMap<>();
        for (String line : new String(list, StandardCharsets.UTF_8).lines().toList()) {
            String[] fields = line.split("\t");
            files.put(fields[0], file(fields[0], fields[1]));
        }
        return new PageFiles(files);
    }

    /// None: for servers that only applications talk to.
    public static PageFiles none() {
        return new PageFiles(Map.of());
    }

    Optional<PageFile> at(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /// The one document, whatever of the client's places is asked for.
    Optional<PageFile> document() {
        return at(DOCUMENT);
    }

    List<String> paths() {
        return files.keySet().stream().sorted().toList();
    }

    private static PageFile file(String path, String digest) {
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String type = TYPES.get(extension);
        Buffer plain = buffer(path);
        if (type == null || plain == null) {
            throw new IllegalStateException("no such file or kind of file in the web client: " + path);
        }
        // Weak: the forms differ in their bytes.
        return new PageFile(path, type, "W/\"" + digest + "\"", plain, buffer(path + ".gz"), buffer(path + ".br"));
    }

    private static @Nullable Buffer buffer(String path) {
        byte[] content = read(FOLDER + path);
        return content == null ? null : Buffer.buffer(content);
    }

    private static byte @Nullable [] read(String resource) {
        try (InputStream stream = PageFiles.class.getResourceAsStream(resource)) {
            return stream == null ? null : stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
