package chat.carillon.loadtest.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/// Searches for short ASCII patterns and numbers in a lent buffer, without copying anything.
public final class Bytes {
    private Bytes() {}

    /// The bytes of an ASCII pattern.
    public static byte[] ascii(String pattern) {
        return pattern.getBytes(StandardCharsets.US_ASCII);
    }

    /// Where `pattern` begins at or after `index`, before `end`; -1 if it does not.
    public static int indexOf(ByteBuf buffer, int index, int end, byte[] pattern) {
        byte first = pattern[0];
        int last = end - pattern.length;
        for (int i = index; i <= last; i++) {
            i = buffer.indexOf(i, last + 1, first);
            if (i < 0) {
                return -1;
            }
            if (startsWith(buffer, i, end, pattern)) {
                return i;
            }
        }
        return -1;
    }

    /// Whether `pattern` stands at `index`, and ends at or before `end`.
    public static boolean startsWith(ByteBuf buffer, int index, int end, byte[] pattern) {
        if (end - index < pattern.length) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (buffer.getByte(index + i) != pattern[i]) {
                return false;
            }
        }
        return true;
    }

    /// The decimal number that stands at `index`; -1 if there is none.
    public static long decimal(ByteBuf buffer, int index, int end) {
        long value = 0;
        int i = index;
        for (; i < end; i++) {
            int digit = buffer.getByte(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
        }
        return i == index ? -1 : value;
    }

    /// The decimal number right after the first `pattern` at or after `index`; -1 if there is none.
    public static long decimalAfter(ByteBuf buffer, int index, int end, byte[] pattern) {
        int at = indexOf(buffer, index, end, pattern);
        return at < 0 ? -1 : decimal(buffer, at + pattern.length, end);
    }

    /// The text between the first `pattern` at or after `index` and the next `"`; empty if there is none.
    public static String quotedAfter(ByteBuf buffer, int index, int end, byte[] pattern) {
        int at = indexOf(buffer, index, end, pattern);
        if (at < 0) {
            return "";
        }
        int from = at + pattern.length;
        int until = buffer.indexOf(from, end, (byte) '"');
        return until < 0 ? "" : buffer.toString(from, until - from, StandardCharsets.US_ASCII);
    }
}
