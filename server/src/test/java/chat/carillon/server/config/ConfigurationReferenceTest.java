package chat.carillon.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Holds `docs/reference/configuration.md` and the keys together. Run with `-Dcarillon.updateDocs=true` to write
/// the page's table anew.
class ConfigurationReferenceTest {
    private static final String BEGIN = "<!-- keys: written by ConfigurationReferenceTest -->\n";
    private static final String END = "<!-- end of keys -->\n";

    @Test
    void the_reference_page_lists_every_key_as_it_is() throws IOException {
        Path page = Path.of("..", "docs", "reference", "configuration.md");
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        String updated = text.substring(0, begin) + table() + text.substring(text.indexOf(END));
        if (Boolean.getBoolean("carillon.updateDocs")) {
            Files.writeString(page, updated);
        }

        assertThat(text).contains(BEGIN).contains(END);
        assertThat(Files.readString(page)).isEqualTo(updated);
    }

    private static String table() {
        StringBuilder table = new StringBuilder("\n");
        String section = "";
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            String group = key.path().substring(0, key.path().indexOf('.'));
            if (!group.equals(section)) {
                section = group;
                table.append(table.length() > 1 ? "\n" : "")
                        .append("## `")
                        .append(group)
                        .append("`\n\n")
                        .append("| key and variable | value | default | meaning |\n|---|---|---|---|\n");
            }
            String variable = "`" + key.variable() + "`" + (key.secret() ? "<br>`" + key.fileVariable() + "`" : "");
            table.append("| `%s`<br>%s | %s | %s | %s |\n"
                    .formatted(key.path(), variable, key.type().expectation(), defaultText(key), key.meaning()));
        }
        return table.append("\n").toString();
    }

    private static String defaultText(ConfigKey<?> key) {
        String text = Objects.requireNonNullElse(key.defaultText(), "");
        return text.isEmpty() ? "none" : "`" + text + "`";
    }
}
