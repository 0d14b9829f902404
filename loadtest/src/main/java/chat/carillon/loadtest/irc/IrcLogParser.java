package chat.carillon.loadtest.irc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses a whole log and its reply links.
final class IrcLogParser {
    private static final Pattern LINK = Pattern.compile("(\\d{1,9}) (\\d{1,9}) -.*");

    private IrcLogParser() {}

    static IrcLog parse(String name, byte[] log, byte[] annotation) {
        List<IrcLine> lines = new ArrayList<>();
        for (byte[] line : split(log)) {
            lines.add(IrcLineParser.parse(lines.size(), line));
        }
        Map<Integer, Integer> replies = new HashMap<>();
        int damaged = 0;
        for (byte[] line : split(annotation)) {
            Matcher link = LINK.matcher(new String(line, StandardCharsets.ISO_8859_1));
            if (link.matches()) {
                link(replies, Integer.parseInt(link.group(1)), Integer.parseInt(link.group(2)), lines.size());
            } else {
                damaged++;
            }
        }
        return new IrcLog(name, lines, replies, damaged);
    }

    /// Of several lines that one answers, the nearest is kept: a message has one `replyTo`. The corpus names the two
    /// in either order; the later one is the answer.
    private static void link(Map<Integer, Integer> replies, int one, int other, int lines) {
        int answered = Math.min(one, other);
        int answer = Math.max(one, other);
        if (answered != answer && answer < lines) {
            replies.merge(answer, answered, Math::max);
        }
    }

    /// Cuts at line feeds only: a stray U+2028 or form feed belongs to what someone wrote.
    private static List<byte[]> split(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            boolean end = i == bytes.length ? i > start : bytes[i] == '\n';
            if (end) {
                int until = i > start && bytes[i - 1] == '\r' ? i - 1 : i;
                lines.add(Arrays.copyOfRange(bytes, start, until));
                start = i + 1;
            }
        }
        return lines;
    }
}
