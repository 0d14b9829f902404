package chat.carillon.protocol.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One golden vector; `protocol/vectors/README.md` says what its fields mean.
record Vector(Path file, JsonNode json) {
    static final JsonMapper JSON = JsonMapper.shared();
    private static final Path ROOT = Path.of("vectors");

    /// Those of a folder such as `client/valid`, by name.
    static List<Vector> in(String folder) {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.sorted().map(Vector::load).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vector load(Path file) {
        return new Vector(file, JSON.readTree(file));
    }

    byte[] frame() {
        return json.has("frameHex")
                ? HexFormat.of().parseHex(json.get("frameHex").asString())
                : json.get("frame").asString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
