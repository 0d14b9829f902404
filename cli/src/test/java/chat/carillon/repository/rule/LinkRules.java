package chat.carillon.repository.rule;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Links in documents lead somewhere, and every document can be found.
public final class LinkRules {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(<?([^)\\s>]+)>?\\)");
    private static final Pattern EXTERNAL = Pattern.compile("(https?|mailto|ws|wss):.*");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?) *#*");
    private static final Pattern ANCHOR = Pattern.compile("<a +(?:id|name)=\"([^\"]+)\"");
    private static final Pattern CODE_SPAN = Pattern.compile("`[^`]*`");
    private static final Pattern DOC_PATH = Pattern.compile("docs/[\\w/.-]+?\\.(?:md|yaml)\\b");

    private final Set<String> paths;
    private final Map<String, SourceFile> documents;

    /// @param files all files of the repository
    public LinkRules(List<SourceFile> files) {
        this.paths = files.stream().map(SourceFile::path).collect(Collectors.toSet());
        this.documents = files.stream()
                .filter(SourceFile::isMarkdown)
                .collect(Collectors.toMap(SourceFile::path, Function.identity()));
    }

    /// @param path from the root; @param anchor empty for the document as a whole
    private record Target(int line, String path, String anchor) {}

    /// Relative links whose file or heading does not exist.
    public List<Finding> broken(SourceFile document) {
        var findings = new ArrayList<Finding>();
        for (Target target : targets(document)) {
            if (!exists(target.path())) {
                findings.add(new Finding(document.path(), target.line(), "no such file: " + target.path()));
            } else if (!target.anchor().isEmpty() && !hasAnchor(target)) {
                findings.add(new Finding(
                        document.path(), target.line(), "no such heading: " + target.path() + "#" + target.anchor()));
            }
        }
        return findings;
    }

    /// Documents below `directory` that no chain of links from `start` leads to.
    public List<Finding> unreachable(String start, String directory) {
        var seen = new HashSet<String>(Set.of(start));
        var waiting = new ArrayDeque<String>(seen);
        while (!waiting.isEmpty()) {
            SourceFile document = documents.get(waiting.remove());
            if (document != null) {
                targets(document).stream().map(Target::path).filter(seen::add).forEach(waiting::add);
            }
        }
        return paths.stream()
                .filter(path -> path.startsWith(directory + "/") && path.matches(".*\\.(md|yaml)"))
                .filter(path -> !seen.contains(path))
                .sorted()
                .map(path -> new Finding(path, 0, "no link leads here from " + start))
                .toList();
    }

    /// Documents that Java comments point to and that do not exist.
    public List<Finding> brokenInComments(SourceFile file) {
        return file.isMainJava()
                ? file.findLines(
                        line -> DOC_PATH.matcher(line).results().anyMatch(match -> !paths.contains(match.group())),
                        "points to a document that does not exist")
                : List.of();
    }

    private boolean exists(String path) {
        return path.isEmpty() || paths.contains(path) || paths.stream().anyMatch(file -> file.startsWith(path + "/"));
    }

    private boolean hasAnchor(Target target) {
        SourceFile document = documents.get(target.path());
        return document == null || anchors(document).contains(target.anchor());
    }

    private static List<Target> targets(SourceFile document) {
        var targets = new ArrayList<Target>();
        int number = 0;
        for (String line : withoutCode(document)) {
            number++;
            int here = number;
            LINK.matcher(line)
                    .results()
                    .map(match -> match.group(1))
                    .filter(link -> !EXTERNAL.matcher(link).matches())
                    .forEach(link -> targets.add(target(document, here, link)));
        }
        return targets;
    }

    private static Target target(SourceFile document, int line, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        String anchor = hash < 0 ? "" : link.substring(hash + 1);
        String path = file.isEmpty()
                ? document.path()
                : Path.of(document.directory()).resolve(file).normalize().toString();
        return new Target(line, path, anchor);
    }

    /// The anchors that GitHub makes of headings, and explicit ones.
    static Set<String> anchors(SourceFile document) {
        var anchors = new HashSet<String>();
        var times = new HashMap<String, Integer>();
        for (String line : withoutFences(document)) {
            var heading = HEADING.matcher(line);
            if (heading.matches()) {
                String slug = slug(heading.group(1));
                int before = times.merge(slug, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? slug : slug + "-" + before);
            }
            ANCHOR.matcher(line).results().forEach(match -> anchors.add(match.group(1)));
        }
        return anchors;
    }

    private static String slug(String heading) {
        return heading.replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static List<String> withoutCode(SourceFile document) {
        return withoutFences(document).stream()
                .map(line -> CODE_SPAN.matcher(line).replaceAll("code"))
                .toList();
    }

    /// The same lines, those of code blocks empty.
    private static List<String> withoutFences(SourceFile document) {
        var lines = new ArrayList<String>();
        boolean inFence = false;
        for (String line : document.lines()) {
            boolean fence = line.stripLeading().startsWith("```");
            lines.add(inFence || fence ? "" : line);
            inFence ^= fence;
        }
        return lines;
    }
}
