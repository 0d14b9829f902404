package chat.carillon.repository.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Every package says what it is for, in its own file and on the page about the architecture.
public final class PackageRules {
    private static final Pattern PACKAGE_NAME = Pattern.compile("`(chat\\.carillon(?:\\.[a-z]+)+)`");

    private PackageRules() {}

    /// Packages of main code without a `package-info.java` that explains them and says
    /// `@NullMarked`.
    public static List<Finding> packageInfo(List<SourceFile> files) {
        var findings = new ArrayList<Finding>();
        Set<String> directories =
                mainJava(files).map(SourceFile::directory).collect(Collectors.toCollection(TreeSet::new));
        for (String directory : directories) {
            String path = directory + "/package-info.java";
            var info = files.stream().filter(file -> file.path().equals(path)).findFirst();
            if (info.isEmpty()) {
                findings.add(new Finding(path, 0, "missing"));
            } else if (!info.get().text().startsWith("///")
                    || !info.get().text().contains("\n@NullMarked\n")) {
                findings.add(new Finding(path, 0, "expected: a /// paragraph, then @NullMarked"));
            }
        }
        return findings;
    }

    /// Packages that the architecture page names and that do not exist, and the other way round.
    public static List<Finding> namedInArchitecture(List<SourceFile> files, SourceFile architecture) {
        Set<String> existing = mainJava(files)
                .flatMap(file -> file.packageName().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> named = PACKAGE_NAME
                .matcher(architecture.text())
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        var findings = new ArrayList<Finding>();
        named.stream()
                .filter(name -> !existing.contains(name))
                .forEach(name -> findings.add(new Finding(architecture.path(), 0, name + " does not exist")));
        existing.stream()
                .filter(name -> !named.contains(name))
                .forEach(name -> findings.add(new Finding(architecture.path(), 0, name + " is not named")));
        return findings;
    }

    private static java.util.stream.Stream<SourceFile> mainJava(List<SourceFile> files) {
        return files.stream().filter(SourceFile::isMainJava);
    }
}
