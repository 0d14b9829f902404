package chat.carillon.repository.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text file of the repository.
///
/// @param path from the root of the repository, with `/`
public record SourceFile(String path, String text) {

    private static final Pattern SOURCE_ROOT = Pattern.compile(".*src/(?:main|test)/java/(.*)");

    public static SourceFile of(String path, String... lines) {
        return new SourceFile(path, String.join("\n", lines) + "\n");
    }

    public List<String> lines() {
        return text.lines().toList();
    }

    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// The directory that holds it; empty for the root.
    public String directory() {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    public boolean isJava() {
        return path.endsWith(".java");
    }

    /// Whether it is TypeScript of the SDK or the web client.
    public boolean isScript() {
        return path.matches("(?:clients/typescript|web)/.*\\.(?:ts|tsx|mjs)");
    }

    public boolean isMarkdown() {
        return path.endsWith(".md");
    }

    /// Whether it is Java that ships, or that tests of other modules build on.
    public boolean isMainJava() {
        return isJava() && path.contains("src/main/java/");
    }

    public boolean isTestJava() {
        return isJava() && path.contains("src/test/java/");
    }

    /// The package that a Java file's directory stands for.
    public Optional<String> packageName() {
        Matcher root = SOURCE_ROOT.matcher(directory());
        return isJava() && root.matches() ? Optional.of(root.group(1).replace('/', '.')) : Optional.empty();
    }

    /// A finding for every line that `bad` matches.
    List<Finding> findAll(Pattern bad, String message) {
        return findLines(line -> bad.matcher(line).find(), message);
    }

    List<Finding> findLines(Predicate<String> bad, String message) {
        var findings = new ArrayList<Finding>();
        int number = 0;
        for (String line : lines()) {
            number++;
            if (bad.test(line)) {
                findings.add(new Finding(path, number, message));
            }
        }
        return findings;
    }
}
