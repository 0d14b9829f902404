package chat.carillon.loadtest.irc;

import java.util.List;
import java.util.Map;

/// The log of one channel.
///
/// @param name of the file, without its ending
/// @param replies number of a line -> number of the earlier line that it answers
/// @param damagedLines annotation lines that were not `A B -`, and left out
public record IrcLog(String name, List<IrcLine> lines, Map<Integer, Integer> replies, int damagedLines) {
    public IrcLog {
        lines = List.copyOf(lines);
        replies = Map.copyOf(replies);
    }

    /// Whether any line says who is there or what was said; other texts have none.
    boolean isLog() {
        return lines.stream().anyMatch(line -> !(line instanceof IrcLine.Other));
    }

    /// How many lines are something that someone said.
    public long messages() {
        return lines.stream()
                .filter(line ->
                        line instanceof IrcLine.Said said && !said.text().isBlank())
                .count();
    }
}
