package chat.carillon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A page under `docs/reference` with parts that tests write: run with `-Dcarillon.updateDocs=true` to write them anew.
final class ReferencePage {
    private final Path file;

    ReferencePage(String name) {
        file = Path.of("..", "docs", "reference", name);
    }

    String text() throws IOException {
        return Files.readString(file);
    }

    /// Holds the part called `name` to what it should be.
    void holds(String name, String writer, String expected) throws IOException {
        String begin = "<!-- %s: written by %s -->\n".formatted(name, writer);
        String end = "<!-- end of %s -->\n".formatted(name);
        String text = text();
        assertThat(text).contains(begin).contains(end);
        String updated = text.substring(0, text.indexOf(begin) + begin.length())
                + "\n"
                + expected
                + "\n"
                + text.substring(text.indexOf(end));
        if (Boolean.getBoolean("carillon.updateDocs")) {
            Files.writeString(file, updated);
        }
        assertThat(text()).isEqualTo(updated);
    }
}
