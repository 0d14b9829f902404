package chat.carillon.repository.rule;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Tests run, all of them, and wait for conditions, not for time.
public final class TestRules {
    private static final Set<String> SKIPPING = Set.of(
            "Disabled",
            "Ignore",
            "Assumptions",
            "assumeTrue",
            "assumeFalse",
            "assumeThat",
            "assumingThat",
            "TestAbortedException");

    private static final Pattern CONDITIONAL = Pattern.compile("(Enabled|Disabled)(If|On|For).*");

    private static final Pattern SLEEP =
            Pattern.compile("(.*\\.)?(Thread|TimeUnit|(NANO|MICRO|MILLI)?SECONDS|MINUTES)\\.sleep");

    private static final Pattern REPORTED = Pattern.compile("<skipped[ />]");

    private TestRules() {}

    /// Ways to skip a test.
    public static List<Finding> skipped(JavaSource source) {
        return find(
                source,
                name -> SKIPPING.contains(name) || CONDITIONAL.matcher(name).matches(),
                "a skipped test tests nothing: make it pass, or remove it");
    }

    /// Ways to wait for time to pass.
    public static List<Finding> sleeping(JavaSource source) {
        return find(
                source,
                name -> SLEEP.matcher(name).matches(),
                "wait for a condition (Awaitility), not for time to pass");
    }

    /// What the reports of a build say was not run.
    public static List<Finding> skippedInReports(List<SourceFile> reports) {
        return reports.stream()
                .flatMap(report -> report.findAll(REPORTED, "a test was skipped").stream())
                .toList();
    }

    private static List<Finding> find(JavaSource source, Predicate<String> bad, String message) {
        SourceFile file = source.file();
        if (!file.isTestJava() && !file.path().startsWith("testkit/")) {
            return List.of();
        }
        return source.used().stream()
                .filter(name -> bad.test(name.text()))
                .map(name -> new Finding(file.path(), name.line(), name.text() + ": " + message))
                .distinct()
                .toList();
    }
}
