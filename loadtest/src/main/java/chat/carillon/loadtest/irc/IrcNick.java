package chat.carillon.loadtest.irc;

import chat.carillon.model.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// Turns nicks into user names.
///
/// Nicks hold characters that user names may not (``[]\`^{}|``). What a user name takes is kept, everything else
/// becomes
/// `.` and the two hex digits of each byte of its UTF-8 form, the `.` itself (which no nick holds) included. So two
/// nicks share a name only if they differ in ASCII case alone, and then IRC holds them for one person too.
public final class IrcNick {
    /// Where an encoded nick is longer than a user name may be: so much of it, `..`, and half of its SHA-256.
    private static final int KEPT_CHARS = 30;

    private IrcNick() {}

    /// The user name of a nick: always the same, and no other nick's.
    public static UserId userId(String nick) {
        StringBuilder name = new StringBuilder(nick.length() + 8);
        for (byte b : nick.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-') {
                name.append(c);
            } else {
                name.append('.').append(HexFormat.of().toHexDigits(b));
            }
        }
        String folded = name.toString().toLowerCase(Locale.ROOT);
        return new UserId(folded.length() <= UserId.MAX_LENGTH ? folded : shortened(folded));
    }

    private static String shortened(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.US_ASCII));
            return name.substring(0, KEPT_CHARS) + ".." + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
