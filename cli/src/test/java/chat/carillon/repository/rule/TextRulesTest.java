package chat.carillon.repository.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextRulesTest {
    @Test
    void finds_what_was_left_open() {
        assertThat(TextRules.leftOpen(SourceFile.of("A.java", "int a;", "// TO" + "DO: more")))
                .hasSize(1);
        assertThat(TextRules.leftOpen(SourceFile.of("a.sh", "# FIX" + "ME"))).hasSize(1);
        assertThat(TextRules.leftOpen(SourceFile.of("a.sh", "mktemp carillon.XXXXXX")))
                .isEmpty();
    }

    @Test
    void finds_paths_of_a_machine() {
        assertThat(TextRules.machinePaths(SourceFile.of("a.md", "see /wo" + "rk/main/a")))
                .hasSize(1);
        assertThat(TextRules.machinePaths(SourceFile.of("a.md", "cp x /ro" + "ot/.m2")))
                .hasSize(1);
        assertThat(TextRules.machinePaths(SourceFile.of("a.md", "target/work/x, ../work/y")))
                .isEmpty();
    }

    @Test
    void finds_hosts_in_build_files() {
        String line = "<url>https://packages.example.com/maven</url>";

        assertThat(TextRules.registryHosts(SourceFile.of("pom.xml", line))).hasSize(1);
        String resolved = "\"resolved\": \"https://packages.example.com/a.tgz\",";
        assertThat(TextRules.registryHosts(SourceFile.of("web/package-lock.json", resolved)))
                .hasSize(1);
        String funding = "\"url\": \"https://money.example.com/author\"";
        assertThat(TextRules.registryHosts(SourceFile.of("web/package-lock.json", funding)))
                .isEmpty();
        assertThat(TextRules.registryHosts(SourceFile.of("docs/a.md", line))).isEmpty();
        assertThat(TextRules.registryHosts(SourceFile.of("pom.xml", "xmlns=\"http://maven.apache.org/POM/4.0.0\"")))
                .isEmpty();
    }

    @Test
    void finds_tests_that_are_skipped() {
        assertThat(TestRules.skipped(test("@Disabled class A {}"))).hasSize(1);
        assertThat(TestRules.skipped(test("@org.junit.jupiter.api.Disabled class A {}")))
                .isNotEmpty();
        assertThat(TestRules.skipped(test("@EnabledOnOs class A {}"))).hasSize(1);
        assertThat(TestRules.skipped(test("class A { void a() { assumeTrue(false); } }")))
                .hasSize(1);
        assertThat(TestRules.skipped(test("class A { void a() { assertTrue(false); } }")))
                .isEmpty();
    }

    @Test
    void finds_tests_that_wait_for_time() {
        assertThat(TestRules.sleeping(test("class A { void a() { Thread.sleep(1); } }")))
                .hasSize(1);
        assertThat(TestRules.sleeping(test("class A { void a() { TimeUnit.SECONDS.sleep(1); } }")))
                .hasSize(1);
        assertThat(TestRules.sleeping(test("class A { void a() { await().until(b); } }")))
                .isEmpty();
    }

    @Test
    void finds_skipped_tests_in_reports() {
        var ran = SourceFile.of("TEST-A.xml", "<testcase name=\"a\"/>");
        var skipped = SourceFile.of("TEST-B.xml", "<testcase name=\"b\">", "<skipped message=\"no\"/>");

        assertThat(TestRules.skippedInReports(List.of(ran, skipped)))
                .extracting(Finding::path)
                .containsExactly("TEST-B.xml");
    }

    private static JavaSource test(String text) {
        return JavaSource.parse(SourceFile.of("core/src/test/java/chat/carillon/ATest.java", text));
    }
}
