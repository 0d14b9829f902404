package chat.carillon.repository.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// How long a file, a method and a line may be, and how many files a package may hold.
public final class SizeRules {
    static final int MAX_FILE_LINES = 300;
    static final int MAX_METHOD_LINES = 50;
    static final int MAX_PACKAGE_FILES = 12;
    static final int MAX_LINE_CHARS = 120;

    /// Formatters re-wrap longer ones as `//`.
    static final int MAX_DOC_LINE_CHARS = 120;

    private SizeRules() {}

    /// Something with a size that is held to a limit, by a name that stays when lines move.
    public record Sized(String kind, String name, int size, int limit) {
        boolean tooLarge() {
            return size > limit;
        }
    }

    /// Files and methods of main code; tests may tell longer stories in a file, but not in a
    /// method.
    public static List<Sized> sizes(JavaSource source) {
        var sizes = new ArrayList<Sized>();
        SourceFile file = source.file();
        if (file.isMainJava()) {
            sizes.add(new Sized("file", file.path(), file.lines().size(), MAX_FILE_LINES));
        }
        for (JavaSource.Method method : source.methods()) {
            sizes.add(new Sized("method", file.path() + "#" + method.name(), method.lines(), MAX_METHOD_LINES));
        }
        return sizes;
    }

    /// Files of each package of main code; `package-info.java` not counted.
    public static List<Sized> packageSizes(List<SourceFile> files) {
        var counts = new TreeMap<String, Integer>();
        files.stream()
                .filter(SourceFile::isMainJava)
                .filter(file -> !file.name().equals("package-info.java"))
                .forEach(file -> counts.merge(file.directory(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(count -> new Sized("package", count.getKey(), count.getValue(), MAX_PACKAGE_FILES))
                .toList();
    }

    /// A TypeScript file that ships, and what browser tests are made of; tests may tell longer
    /// stories, and there are as many texts in a language as there are.
    public static List<Sized> scriptSizes(List<SourceFile> files) {
        return files.stream()
                .filter(file -> file.isScript() && file.path().matches(".*/(?:src|e2e)/.*"))
                .filter(file -> !file.path().contains("/i18n/"))
                .map(file -> new Sized("file", file.path(), file.lines().size(), MAX_FILE_LINES))
                .toList();
    }

    public static List<Finding> longLines(SourceFile file) {
        return file.isJava() || file.isScript()
                ? file.findLines(line -> line.length() > MAX_LINE_CHARS, "line longer than " + MAX_LINE_CHARS)
                : List.of();
    }

    public static List<Finding> longDocLines(SourceFile file) {
        return file.isJava()
                ? file.findLines(
                        line -> isDoc(line) && line.length() > MAX_DOC_LINE_CHARS,
                        "/// line longer than " + MAX_DOC_LINE_CHARS)
                : List.of();
    }

    /// What a formatter leaves behind when it wraps a `///` line that is too long.
    public static List<Finding> brokenDocs(SourceFile file) {
        var findings = new ArrayList<Finding>();
        List<String> lines = file.isJava() ? file.lines() : List.of();
        for (int i = 1; i < lines.size(); i++) {
            if (isDoc(lines.get(i - 1)) && isComment(lines.get(i)) && !isDoc(lines.get(i))) {
                findings.add(new Finding(file.path(), i + 1, "// directly under ///: one comment broken in two?"));
            }
        }
        return findings;
    }

    private static boolean isDoc(String line) {
        return line.stripLeading().startsWith("///");
    }

    private static boolean isComment(String line) {
        return line.stripLeading().startsWith("//");
    }
}
