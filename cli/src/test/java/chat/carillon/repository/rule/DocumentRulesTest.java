package chat.carillon.repository.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DocumentRulesTest {
    private static final SourceFile CODE = SourceFile.of(
            "core/src/main/java/chat/carillon/core/fanout/Feed.java",
            "final class Feed { record Start(long seq) {} void onHead(long seq) {} }");
    private static final DocumentRules RULES = new DocumentRules(
            List.of(JavaSource.parse(CODE)),
            List.of(),
            SourceFile.of("outside-names.txt", "# not ours", "Authorization"));

    @Test
    void finds_types_that_do_not_exist() {
        assertThat(problems("`Feed` and `Feeder`")).containsExactly("a.md:1: there is no type Feeder");
    }

    @Test
    void finds_members_that_do_not_exist() {
        assertThat(problems("`Feed.onHead`, `Feed.onHead(seq)`, `Feed.Start`", "`Feed.onTail()`"))
                .containsExactly("a.md:2: Feed has no onTail");
    }

    @Test
    void passes_over_names_of_others_and_other_words() {
        assertThat(problems("`Authorization`, `FULL`, `limits.maxFrameBytes`, Feeder"))
                .isEmpty();
    }

    @Test
    void finds_metrics_that_do_not_exist() {
        Set<String> metrics = Set.of("carillon_sockets", "carillon_http_requests_seconds");
        var good = SourceFile.of(
                "a.md", "`rate(carillon_sockets[5m])`, `carillon_soc*`", "`carillon_http_requests_seconds_bucket`");
        var bad = SourceFile.of("a.md", "`carillon_sockets_total`", "`carillon_push_*`");

        assertThat(DocumentRules.unknownMetrics(good, metrics)).isEmpty();
        assertThat(DocumentRules.unknownMetrics(bad, metrics))
                .containsExactly(
                        new Finding("a.md", 1, "there is no metric carillon_sockets_total"),
                        new Finding("a.md", 2, "there is no metric carillon_push_*"));
    }

    @Test
    void finds_examples_that_nobody_compiles() {
        var example = SourceFile.of("A.java", "class A {", "    int a = 1;", "    int b = 2;", "}");
        var good = SourceFile.of("a.md", "So:", "```java", "int a = 1;", "int b = 2;", "```");
        var bad = SourceFile.of("a.md", "So:", "```java", "int b = 1;", "```");

        assertThat(DocumentRules.uncompiledExamples(good, List.of(example))).isEmpty();
        assertThat(DocumentRules.uncompiledExamples(bad, List.of(example)))
                .containsExactly(new Finding("a.md", 2, "these lines are in no Java file"));
    }

    private static List<String> problems(String... lines) {
        return RULES.unknownNames(SourceFile.of("a.md", lines)).stream()
                .map(Finding::toString)
                .toList();
    }
}
