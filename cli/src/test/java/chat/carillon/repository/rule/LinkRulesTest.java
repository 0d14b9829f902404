package chat.carillon.repository.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinkRulesTest {
    private static final SourceFile START = SourceFile.of("docs/README.md", "[a](concepts/a.md)");
    private static final SourceFile A =
            SourceFile.of("docs/concepts/a.md", "# What *is* it?", "[up](../README.md)", "## Ha, ha");
    private static final SourceFile LOST = SourceFile.of("docs/lost.md", "# Lost");
    private static final LinkRules RULES = new LinkRules(List.of(START, A, LOST));

    @Test
    void finds_links_to_files_that_do_not_exist() {
        assertThat(broken("[x](b.md)")).containsExactly("docs/concepts/x.md:1: no such file: docs/concepts/b.md");
        assertThat(broken("[x](a.md), [docs](..), [out](https://example.org/b.md), `[x](b.md)`"))
                .isEmpty();
    }

    @Test
    void finds_links_to_headings_that_do_not_exist() {
        assertThat(broken("[x](a.md#what-was-it)"))
                .containsExactly("docs/concepts/x.md:1: no such heading: docs/concepts/a.md#what-was-it");
        assertThat(broken("[x](a.md#what-is-it) [y](a.md#ha-ha)")).isEmpty();
    }

    @Test
    void passes_over_code_blocks() {
        assertThat(broken("```", "[x](b.md)", "```")).isEmpty();
    }

    @Test
    void counts_headings_of_the_same_name() {
        assertThat(LinkRules.anchors(SourceFile.of("a.md", "# Way", "# Way", "<a id=\"other\"></a>")))
                .containsExactlyInAnyOrder("way", "way-1", "other");
    }

    @Test
    void finds_documents_that_nothing_links_to() {
        assertThat(RULES.unreachable("docs/README.md", "docs"))
                .extracting(Finding::path)
                .containsExactly("docs/lost.md");
    }

    @Test
    void finds_comments_that_point_to_nothing() {
        var java = SourceFile.of(
                "core/src/main/java/A.java", "/// See `docs/concepts/a.md`.", "/// See `docs/concepts/b.md`.");

        assertThat(RULES.brokenInComments(java)).extracting(Finding::line).containsExactly(2);
    }

    private static List<String> broken(String... lines) {
        var document = SourceFile.of("docs/concepts/x.md", lines);
        return new LinkRules(List.of(START, A, LOST, document))
                .broken(document).stream().map(Finding::toString).toList();
    }
}
