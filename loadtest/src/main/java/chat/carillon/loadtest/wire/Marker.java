package chat.carillon.loadtest.wire;

import io.netty.buffer.ByteBuf;

/// What a measured message carries in its text: `@T=<16 hex digits>#<8 hex digits>@`, the nanosecond of the machine's
/// monotonic clock at which it was due, and its number. So any process of the machine can tell how late it is.
public final class Marker {
    /// Bytes that [#text] has.
    public static final int LENGTH = 29;

    private static final byte[] START = Bytes.ascii("@T=");
    private static final int DUE = START.length;
    private static final int NUMBER = DUE + 16 + 1;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Marker() {}

    /// The marker of a message.
    public static String text(long dueNanos, int number) {
        char[] text = new char[LENGTH];
        "@T=".getChars(0, START.length, text, 0);
        hex(text, DUE, 16, dueNanos);
        text[NUMBER - 1] = '#';
        hex(text, NUMBER, 8, number);
        text[LENGTH - 1] = '@';
        return new String(text);
    }

    /// A number as eight hex digits, which sort as the numbers do.
    public static String hex(int number) {
        char[] text = new char[8];
        hex(text, 0, text.length, number);
        return new String(text);
    }

    /// Where the first marker begins between `index` and `end`; -1 if there is none.
    public static int find(ByteBuf buffer, int index, int end) {
        int at = Bytes.indexOf(buffer, index, end, START);
        return at < 0 || end - at < LENGTH ? -1 : at;
    }

    /// When the message of the marker at `at` was due.
    public static long dueNanos(ByteBuf buffer, int at) {
        return hex(buffer, at + DUE, 16);
    }

    /// The number of the message of the marker at `at`.
    public static int number(ByteBuf buffer, int at) {
        return (int) hex(buffer, at + NUMBER, 8);
    }

    private static void hex(char[] text, int at, int digits, long value) {
        for (int i = 0; i < digits; i++) {
            text[at + i] = HEX[(int) (value >>> 4 * (digits - 1 - i)) & 15];
        }
    }

    private static long hex(ByteBuf buffer, int at, int digits) {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int c = buffer.getByte(at + i);
            value = value << 4 | (c <= '9' ? c - '0' : c - 'a' + 10);
        }
        return value;
    }
}
