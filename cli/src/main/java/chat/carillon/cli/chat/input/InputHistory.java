package chat.carillon.cli.chat.input;

import java.util.ArrayList;
import java.util.List;

/// What was sent before, to be fetched back with the arrow keys. Confined to the thread of the screen.
public final class InputHistory {
    /// Lines kept.
    private static final int MAX_LINES = 200;

    private final List<String> lines = new ArrayList<>();

    /// Index into [#lines]; its size while nothing was fetched.
    private int position;

    private String unfinished = "";

    /// Keeps a line that was sent.
    public void add(String line) {
        if (lines.isEmpty() || !lines.getLast().equals(line)) {
            lines.add(line);
        }
        if (lines.size() > MAX_LINES) {
            lines.removeFirst();
        }
        position = lines.size();
        unfinished = "";
    }

    /// The line before the one shown; at the first one, that one.
    ///
    /// @param shown what stands in the input now
    public String older(String shown) {
        if (lines.isEmpty()) {
            return shown;
        }
        if (position == lines.size()) {
            unfinished = shown;
        }
        position = Math.max(0, position - 1);
        return lines.get(position);
    }

    /// The line after the one shown; after the last one, what had been typed before.
    public String newer(String shown) {
        if (position == lines.size()) {
            return shown;
        }
        position++;
        return position == lines.size() ? unfinished : lines.get(position);
    }
}
