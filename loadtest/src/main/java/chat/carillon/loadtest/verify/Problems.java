package chat.carillon.loadtest.verify;

import java.util.ArrayList;
import java.util.List;

/// What went wrong besides delivery itself, counted, and the first of it in words. Confined to one thread.
public final class Problems {
    private static final int MAX_EXAMPLES = 20;

    private final List<String> examples = new ArrayList<>();
    private long late;
    private long unanswered;
    private long unrecovered;
    private long untold;

    void late(String example) {
        late++;
        note(example);
    }

    void unanswered(String example) {
        unanswered++;
        note(example);
    }

    void unrecovered(String example) {
        unrecovered++;
        note(example);
    }

    /// Somebody was not told, or told too often.
    void untold(String example) {
        untold++;
        note(example);
    }

    private void note(String example) {
        if (examples.size() < MAX_EXAMPLES) {
            examples.add(example);
        }
    }

    boolean none() {
        return late + unanswered + unrecovered + untold == 0;
    }

    List<String> examples() {
        return List.copyOf(examples);
    }

    @Override
    public String toString() {
        String line = "late %d".formatted(late);
        return unanswered + unrecovered == 0
                ? line
                : "%s, unanswered %d, not recovered %d".formatted(line, unanswered, unrecovered);
    }
}
