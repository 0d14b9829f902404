package chat.carillon.repository.rule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One word for each thing: which words are not used in the names of protocol and core, and what is
/// said instead.
public final class Glossary {
    private static final List<String> COVERED = List.of("protocol/", "core/");

    private final Map<String, String> instead = new HashMap<>();
    private final Set<String> allowed = new HashSet<>();

    private Glossary() {}

    /// Lines of `word | what to say instead`, and of `allow | name | why`; empty ones and those
    /// that begin with `#` are passed over.
    public static Glossary parse(SourceFile file) {
        var glossary = new Glossary();
        for (String line : file.lines()) {
            String[] parts = line.split("\\|");
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (parts[0].strip().equals("allow")) {
                glossary.allowed.add(parts[1].strip());
            } else {
                glossary.instead.put(parts[0].strip(), parts[1].strip());
            }
        }
        return glossary;
    }

    boolean covers(String path) {
        return COVERED.stream().anyMatch(path::startsWith);
    }

    /// What to say instead of `word` in `name`; empty if it may stand.
    Optional<String> insteadOf(String word, String name) {
        return allowed.contains(name) ? Optional.empty() : Optional.ofNullable(instead.get(word));
    }
}
