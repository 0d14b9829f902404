package chat.carillon.repository.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Which words names are made of.
public final class NameRules {
    /// Endings that say nothing; and the same as packages.
    private static final Pattern EMPTY_SUFFIX =
            Pattern.compile(".*(Manager|Helper|Util|Utils|Impl|Base|Data|Info|Service)");

    private static final Set<String> EMPTY_PACKAGES =
            Set.of("util", "utils", "common", "helper", "helpers", "manager", "impl", "dto", "entities");

    private static final Pattern WORD_BOUNDARY = Pattern.compile("_|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private NameRules() {}

    /// Type names that end in a word without meaning.
    public static List<Finding> emptySuffixes(JavaSource source) {
        return source.declared().stream()
                .filter(JavaSource.Name::type)
                .filter(name -> EMPTY_SUFFIX.matcher(name.text()).matches())
                .map(name -> new Finding(
                        source.file().path(), name.line(), name.text() + ": say what it does (see CONTRIBUTING.md)"))
                .toList();
    }

    /// Packages that are drawers for anything.
    public static List<Finding> emptyPackages(SourceFile file) {
        return file.packageName().stream()
                .flatMap(name -> Arrays.stream(name.split("\\.")))
                .filter(EMPTY_PACKAGES::contains)
                .map(word -> new Finding(file.path(), 0, "package called " + word + ": name it for what it holds"))
                .toList();
    }

    /// Names in protocol and core that use another word than the glossary's.
    public static List<Finding> otherWords(JavaSource source, Glossary glossary) {
        var findings = new ArrayList<Finding>();
        if (!source.file().isMainJava() || !glossary.covers(source.file().path())) {
            return findings;
        }
        for (JavaSource.Name name : source.declared()) {
            for (String word : words(name.text())) {
                glossary.insteadOf(word, name.text())
                        .ifPresent(say -> findings.add(new Finding(
                                source.file().path(),
                                name.line(),
                                "%s: say %s, not %s".formatted(name.text(), say, word))));
            }
        }
        return findings;
    }

    /// `maxTopicChars` and `MAX_TOPIC_CHARS` are both max, topic, chars.
    static List<String> words(String name) {
        return WORD_BOUNDARY
                .splitAsStream(name)
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }
}
