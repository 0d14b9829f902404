package chat.carillon.repository.rule;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.repository.rule.SizeRules.Sized;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SizeRulesTest {
    private static final String MAIN = "core/src/main/java/chat/carillon/core/";

    @Test
    void measures_a_file() {
        var file = SourceFile.of(MAIN + "A.java", "class A {", "}");

        assertThat(SizeRules.sizes(JavaSource.parse(file))).containsExactly(new Sized("file", MAIN + "A.java", 2, 300));
    }

    @Test
    void measures_a_method_from_its_annotations_to_its_last_line() {
        var file = SourceFile.of(
                "core/src/test/java/chat/carillon/core/A.java",
                "class A {",
                "    @Override",
                "    public String toString() {",
                "        return \"\";",
                "    }",
                "}");

        assertThat(SizeRules.sizes(JavaSource.parse(file)))
                .containsExactly(new Sized("method", file.path() + "#toString", 4, 50));
    }

    @Test
    void counts_the_files_of_a_package_without_its_description() {
        List<SourceFile> files = IntStream.range(0, 13)
                .mapToObj(i -> SourceFile.of(MAIN + "bus/A" + i + ".java", "class A {}"))
                .toList();
        var all = new java.util.ArrayList<>(files);
        all.add(SourceFile.of(MAIN + "bus/package-info.java", "package chat.carillon.core.bus;"));
        all.add(SourceFile.of(MAIN + "Main.java", "class Main {}"));

        assertThat(SizeRules.packageSizes(all))
                .contains(new Sized("package", MAIN + "bus", 13, 12))
                .hasSize(2);
    }

    @Test
    void finds_long_lines() {
        assertThat(SizeRules.longLines(SourceFile.of("A.java", "x".repeat(121))))
                .hasSize(1);
        assertThat(SizeRules.longLines(SourceFile.of("A.java", "x".repeat(120))))
                .isEmpty();
        assertThat(SizeRules.longLines(SourceFile.of("a.md", "x".repeat(121)))).isEmpty();
    }

    @Test
    void finds_long_comment_lines() {
        assertThat(SizeRules.longDocLines(SourceFile.of("A.java", "    /// " + "x".repeat(113))))
                .hasSize(1);
        assertThat(SizeRules.longDocLines(SourceFile.of("A.java", "    /// " + "x".repeat(112))))
                .isEmpty();
    }

    @Test
    void finds_comments_that_a_formatter_broke_in_two() {
        var broken = SourceFile.of("A.java", "/// One sentence that was", "// too long", "class A {}");
        var whole = SourceFile.of("A.java", "/// One", "/// two", "class A {}", "// three");

        assertThat(SizeRules.brokenDocs(broken)).hasSize(1);
        assertThat(SizeRules.brokenDocs(whole)).isEmpty();
    }

    @Test
    void a_ratchet_without_entries_allows_nothing_too_large() {
        assertThat(check(Collections.emptyList(), new Sized("file", "A.java", 301, 300)))
                .containsExactly("A.java: file of 301 (expected: <= 300)");
    }

    @Test
    void a_ratchet_allows_what_it_names_at_its_size() {
        assertThat(check(List.of("file | A.java | 301 | a table"), new Sized("file", "A.java", 301, 300)))
                .isEmpty();
    }

    @Test
    void a_ratchet_only_shrinks() {
        List<String> entry = List.of("file | A.java | 310 | a table");

        assertThat(check(entry, new Sized("file", "A.java", 311, 300))).containsExactly("A.java: grew from 310 to 311");
        assertThat(check(entry, new Sized("file", "A.java", 305, 300))).containsExactly("r.txt:1: shrank: write 305");
        assertThat(check(entry, new Sized("file", "A.java", 300, 300)))
                .containsExactly("r.txt:1: not needed any more: remove this line");
        assertThat(check(entry)).containsExactly("r.txt:1: names nothing: file A.java");
    }

    private static List<String> check(List<String> ratchet, Sized... sizes) {
        return Ratchet.parse(SourceFile.of("r.txt", ratchet.toArray(String[]::new))).check(List.of(sizes)).stream()
                .map(Finding::toString)
                .toList();
    }
}
