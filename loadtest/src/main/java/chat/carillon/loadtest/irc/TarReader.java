package chat.carillon.loadtest.irc;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// Reads the regular files of a tar archive: ustar, GNU long names and pax paths.
final class TarReader {
    private static final int BLOCK_BYTES = 512;

    /// Longest name a GNU or pax header may give.
    private static final long MAX_NAME_BYTES = 1 << 16;

    private TarReader() {}

    /// Hands every regular file whose name `wanted` takes to `files`.
    ///
    /// @throws IOException if this is no tar archive, it ends too early, or a wanted file is over `maxFileBytes`
    static void read(InputStream in, long maxFileBytes, Predicate<String> wanted, BiConsumer<String, byte[]> files)
            throws IOException {
        String longName = "";
        for (byte[] header = next(in); header.length > 0; header = next(in)) {
            long size = octal(header, 124, 12);
            String name = longName.isEmpty() ? name(header) : longName;
            longName = "";
            switch (header[156]) {
                case '0', 0 -> {
                    if (wanted.test(name)) {
                        files.accept(name, content(in, name, size, maxFileBytes));
                    } else {
                        skip(in, size);
                    }
                }
                case 'L' -> longName = terminated(content(in, "a long name", size, MAX_NAME_BYTES), 0, (int) size);
                case 'x' -> longName = paxPath(content(in, "a pax header", size, MAX_NAME_BYTES));
                default -> skip(in, size);
            }
        }
    }

    /// The next header; empty at the end.
    private static byte[] next(InputStream in) throws IOException {
        byte[] header = in.readNBytes(BLOCK_BYTES);
        boolean end = header.length == 0 || header.length == BLOCK_BYTES && header[0] == 0;
        if (end) {
            return new byte[0];
        }
        if (header.length < BLOCK_BYTES) {
            throw new EOFException("the archive ends within a header");
        }
        if (checksum(header) != octal(header, 148, 8)) {
            throw new IOException("not a tar archive, or a damaged one");
        }
        return header;
    }

    private static long checksum(byte[] header) {
        long sum = 0;
        for (int i = 0; i < BLOCK_BYTES; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        return sum;
    }

    private static byte[] content(InputStream in, String name, long size, long maxBytes) throws IOException {
        if (size > maxBytes) {
            throw new IOException("%s has %d bytes, more than %d".formatted(name, size, maxBytes));
        }
        byte[] content = in.readNBytes((int) size);
        if (content.length < size) {
            throw new EOFException("the archive ends within " + name);
        }
        in.skipNBytes(padding(size));
        return content;
    }

    private static void skip(InputStream in, long size) throws IOException {
        in.skipNBytes(size + padding(size));
    }

    private static long padding(long size) {
        return (BLOCK_BYTES - size % BLOCK_BYTES) % BLOCK_BYTES;
    }

    private static String name(byte[] header) {
        String name = terminated(header, 0, 100);
        String prefix =
                terminated(header, 257, 5).equals("ustar") && header[263] == '0' ? terminated(header, 345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /// `LENGTH path=VALUE\n` among the records of a pax header.
    private static String paxPath(byte[] records) {
        for (String line : new String(records, StandardCharsets.UTF_8).split("\n")) {
            int key = line.indexOf(' ') + 1;
            if (line.startsWith("path=", key)) {
                return line.substring(key + "path=".length());
            }
        }
        return "";
    }

    private static String terminated(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] header, int from, int length) throws IOException {
        String digits = terminated(header, from, length).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new IOException("not a tar archive, or a damaged one", e);
        }
    }
}
