package chat.carillon.loadtest.irc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses single lines. Never fails: a line of no known form is [IrcLine.Other].
final class IrcLineParser {
    /// What people wrote in who did not write UTF-8, at the time these logs are from.
    private static final Charset LEGACY = Charset.forName("windows-1252");

    private static final Pattern STAMP = Pattern.compile("\\[([0-2]\\d):([0-5]\\d)] (.*)", Pattern.DOTALL);

    /// `<nick> text`; a nick may hold blanks in a garbled log, but never `>`.
    private static final Pattern MESSAGE = Pattern.compile("<([^>]+)> ?(.*)", Pattern.DOTALL);

    /// ` * nick text`.
    private static final Pattern ACTION = Pattern.compile(" ?\\* (\\S+) ?(.*)", Pattern.DOTALL);

    /// `-nick:#channel- text`, which is how clients show a notice, and `(nick/#channel) text`.
    private static final Pattern NOTICE =
            Pattern.compile("(?:-([^\\s:]+):#[^\\s-]+-|\\(([^\\s/]+)/#[^\\s)]+\\)) (.*)", Pattern.DOTALL);

    private static final Pattern MOVED =
            Pattern.compile("=== (\\S+)(?: \\[[^]]*])?\\s+has (joined|left) #\\S*.*", Pattern.DOTALL);
    private static final Pattern QUIT =
            Pattern.compile("=== (\\S+)(?: \\[[^]]*])?\\s+has quit(?: [\\[(].*)?", Pattern.DOTALL);
    private static final Pattern RENAMED = Pattern.compile("=== (\\S+) is now known as (\\S+)\\s*");

    private IrcLineParser() {}

    /// @param bytes the line without its line end, in whatever encoding its author had
    static IrcLine parse(int number, byte[] bytes) {
        String line = decode(bytes);
        if (line.startsWith("=== ")) {
            return system(number, line);
        }
        Matcher stamp = STAMP.matcher(line);
        return stamp.matches() ? said(number, stamp) : new IrcLine.Other(number);
    }

    private static IrcLine said(int number, Matcher stamp) {
        int minute = Integer.parseInt(stamp.group(1)) * 60 + Integer.parseInt(stamp.group(2));
        String rest = stamp.group(3);
        Matcher message = MESSAGE.matcher(rest);
        if (message.matches()) {
            String nick = withoutRank(message.group(1).strip());
            return said(number, minute, nick, message.group(2), false);
        }
        Matcher action = ACTION.matcher(rest);
        if (action.matches()) {
            return said(number, minute, action.group(1), action.group(2), true);
        }
        Matcher notice = NOTICE.matcher(rest);
        if (notice.matches()) {
            String nick = notice.group(1) == null ? notice.group(2) : notice.group(1);
            return said(number, minute, nick, notice.group(3), false);
        }
        return new IrcLine.Other(number);
    }

    private static IrcLine said(int number, int minute, String nick, String text, boolean action) {
        if (nick.isEmpty()) {
            return new IrcLine.Other(number);
        }
        return new IrcLine.Said(number, minute, nick, text, action);
    }

    /// Some clients put the rank before the nick: `@`, `+`, `%`. No nick begins so.
    private static String withoutRank(String nick) {
        boolean ranked = nick.length() > 1 && "@+%".indexOf(nick.charAt(0)) >= 0;
        return ranked ? nick.substring(1) : nick;
    }

    private static IrcLine system(int number, String line) {
        Matcher moved = MOVED.matcher(line);
        if (moved.matches()) {
            String nick = moved.group(1);
            return moved.group(2).equals("joined") ? new IrcLine.Joined(number, nick) : new IrcLine.Left(number, nick);
        }
        Matcher renamed = RENAMED.matcher(line);
        if (renamed.matches()) {
            return new IrcLine.Renamed(number, renamed.group(1), renamed.group(2));
        }
        Matcher quit = QUIT.matcher(line);
        return quit.matches() ? new IrcLine.Left(number, quit.group(1)) : new IrcLine.Other(number);
    }

    /// As UTF-8, or where it is not that, in the encoding of its time. U+0000, which no store holds, is replaced.
    private static String decode(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, LEGACY);
        }
        return text.replace('\0', '\ufffd');
    }
}
