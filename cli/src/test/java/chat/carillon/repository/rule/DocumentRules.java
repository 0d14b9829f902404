package chat.carillon.repository.rule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Documents name types and methods so that a reader can search for them: what they name exists.
public final class DocumentRules {
    /// `Feed`, `Feed.onHead` or `Feed.onHead()` between backticks.
    private static final Pattern CODE_NAME =
            Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:\\.([A-Za-z]\\w*)(?:\\([^)`]*\\))?)?`");

    /// `carillon_feed_gaps_total`, also within a longer expression; `carillon_push_*` stands for all that begin so.
    private static final Pattern METRIC = Pattern.compile("carillon_[a-z_]+\\*?");

    private static final Pattern SCRIPT_TYPE =
            Pattern.compile("\\b(?:class|interface|type|enum|function|const) ([A-Z]\\w*)");

    private static final Pattern WORD = Pattern.compile("\\w+");

    private static final Pattern JAVA_BLOCK = Pattern.compile("(?s)```java\n(.*?)```");

    private final Map<String, Set<String>> membersOfTypes = new HashMap<>();
    private final Set<String> outside;

    /// @param scripts TypeScript, where every word of a type's file counts as its member
    /// @param outside a name a line: types of others, and words that only look like types
    public DocumentRules(List<JavaSource> sources, List<SourceFile> scripts, SourceFile outside) {
        this.outside =
                outside.lines().stream().filter(line -> !line.startsWith("#")).collect(Collectors.toSet());
        for (JavaSource source : sources) {
            Set<String> names =
                    source.declared().stream().map(JavaSource.Name::text).collect(Collectors.toSet());
            source.declared().stream()
                    .filter(JavaSource.Name::type)
                    .forEach(type -> membersOfTypes
                            .computeIfAbsent(type.text(), _ -> new HashSet<>())
                            .addAll(names));
        }
        scripts.forEach(this::addTypesOf);
    }

    private void addTypesOf(SourceFile script) {
        List<String> types = SCRIPT_TYPE
                .matcher(script.text())
                .results()
                .map(match -> match.group(1))
                .toList();
        if (!types.isEmpty()) {
            Set<String> words = WORD.matcher(script.text())
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toSet());
            types.forEach(type ->
                    membersOfTypes.computeIfAbsent(type, _ -> new HashSet<>()).addAll(words));
        }
    }

    /// Types, and members of types, that a document names and the code does not have.
    public List<Finding> unknownNames(SourceFile document) {
        return numbered(document)
                .flatMap(line -> CODE_NAME
                        .matcher(line.text())
                        .results()
                        .map(match -> problemOf(match.group(1), match.group(2)))
                        .flatMap(Optional::stream)
                        .map(problem -> new Finding(document.path(), line.number(), problem)))
                .toList();
    }

    /// Metrics that a document names and the server does not have.
    ///
    /// @param metrics as they are exposed, and other names of that form
    public static List<Finding> unknownMetrics(SourceFile document, Set<String> metrics) {
        return numbered(document)
                .flatMap(line -> METRIC.matcher(line.text())
                        .results()
                        .map(MatchResult::group)
                        .filter(name -> metrics.stream().noneMatch(metric -> names(name, metric)))
                        .map(name -> new Finding(document.path(), line.number(), "there is no metric " + name)))
                .toList();
    }

    /// A histogram is exposed as several series.
    private static boolean names(String name, String metric) {
        return name.endsWith("*")
                ? metric.startsWith(name.substring(0, name.length() - 1))
                : name.replaceFirst("_(bucket|count|sum)$", "").equals(metric);
    }

    /// Java in a document that is not, line for line, in a file that the compiler reads.
    public static List<Finding> uncompiledExamples(SourceFile document, List<SourceFile> files) {
        List<String> compiled = files.stream()
                .filter(SourceFile::isJava)
                .map(file -> normalised(file.text()))
                .toList();
        return JAVA_BLOCK
                .matcher(document.text())
                .results()
                .filter(block -> compiled.stream().noneMatch(text -> text.contains(normalised(block.group(1)))))
                .map(block -> new Finding(
                        document.path(),
                        (int) document.text()
                                        .substring(0, block.start())
                                        .lines()
                                        .count()
                                + 1,
                        "these lines are in no Java file"))
                .toList();
    }

    /// Without indentation.
    private static String normalised(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    private Optional<String> problemOf(String type, @Nullable String member) {
        if (outside.contains(type)) {
            return Optional.empty();
        }
        Set<String> members = membersOfTypes.get(type);
        if (members == null) {
            return Optional.of("there is no type " + type);
        }
        return member == null || members.contains(member)
                ? Optional.empty()
                : Optional.of("%s has no %s".formatted(type, member));
    }

    private record Line(int number, String text) {}

    private static Stream<Line> numbered(SourceFile document) {
        List<String> lines = document.lines();
        return IntStream.range(0, lines.size()).mapToObj(i -> new Line(i + 1, lines.get(i)));
    }
}
