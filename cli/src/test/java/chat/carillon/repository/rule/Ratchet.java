package chat.carillon.repository.rule;

import chat.carillon.repository.rule.SizeRules.Sized;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The exceptions to the size rules, each with its present size and a reason. They may shrink,
/// never grow: an entry that is larger than what it names must be lowered, one that is smaller, or
/// not needed, fails.
public final class Ratchet {
    private final String path;
    private final Map<String, Entry> entries;

    private Ratchet(String path, Map<String, Entry> entries) {
        this.path = path;
        this.entries = entries;
    }

    private record Entry(int line, int size, String reason) {}

    /// Lines of `kind | name | size | reason`; empty ones and those that begin with `#` are passed
    /// over.
    public static Ratchet parse(SourceFile file) {
        var entries = new HashMap<String, Entry>();
        int number = 0;
        for (String line : file.lines()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split("\\|", 4);
            if (parts.length < 4 || parts[3].isBlank()) {
                throw new IllegalArgumentException(
                        file.path() + ":" + number + ": expected: kind | name | size | reason");
            }
            int size = Integer.parseInt(parts[2].strip());
            entries.put(key(parts[0].strip(), parts[1].strip()), new Entry(number, size, parts[3].strip()));
        }
        return new Ratchet(file.path(), entries);
    }

    /// What is too large without an entry, or does not agree with its entry; entries that name
    /// nothing.
    public List<Finding> check(List<Sized> sizes) {
        var findings = new ArrayList<Finding>();
        var unused = new HashMap<>(entries);
        for (Sized sized : largestOfEachName(sizes)) {
            Entry entry = unused.remove(key(sized.kind(), sized.name()));
            if (entry == null) {
                if (sized.tooLarge()) {
                    findings.add(new Finding(
                            sized.name(),
                            0,
                            "%s of %d (expected: <= %d)".formatted(sized.kind(), sized.size(), sized.limit())));
                }
            } else if (!sized.tooLarge()) {
                findings.add(new Finding(path, entry.line(), "not needed any more: remove this line"));
            } else if (sized.size() > entry.size()) {
                findings.add(new Finding(sized.name(), 0, "grew from %d to %d".formatted(entry.size(), sized.size())));
            } else if (sized.size() < entry.size()) {
                findings.add(new Finding(path, entry.line(), "shrank: write " + sized.size()));
            }
        }
        unused.forEach((key, entry) -> findings.add(new Finding(path, entry.line(), "names nothing: " + key)));
        return findings;
    }

    /// Overloads share a name.
    private static List<Sized> largestOfEachName(List<Sized> sizes) {
        var largest = new HashMap<String, Sized>();
        for (Sized sized : sizes) {
            largest.merge(key(sized.kind(), sized.name()), sized, (a, b) -> a.size() >= b.size() ? a : b);
        }
        return largest.values().stream()
                .sorted(Comparator.comparing(Sized::name))
                .toList();
    }

    private static String key(String kind, String name) {
        return kind + " " + name;
    }
}
