package chat.carillon.backend.migrate;

import chat.carillon.backend.migrate.side.Row;
import chat.carillon.backend.migrate.side.Table;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 over rows, in which no two different sequences of rows look alike: each value has its kind and its length
/// before it. Confined to one thread.
final class RowDigest {
    private static final int NULL = 0;
    private static final int TEXT = 1;
    private static final int NUMBER = 2;

    private final MessageDigest digest;
    private final ByteArrayOutputStream row = new ByteArrayOutputStream(1_024);

    RowDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    void add(Table table, Row next) {
        row.reset();
        row.write(table.ordinal());
        for (Object value : next.values()) {
            switch (value) {
                case null -> row.write(NULL);
                case String text -> {
                    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                    row.write(TEXT);
                    number(utf8.length, Integer.BYTES);
                    row.writeBytes(utf8);
                }
                case Long number -> {
                    row.write(NUMBER);
                    number(number, Long.BYTES);
                }
                default -> throw new IllegalStateException("no value of a row: " + value.getClass());
            }
        }
        digest.update(row.toByteArray());
    }

    private void number(long value, int bytes) {
        for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            row.write((int) (value >>> shift));
        }
    }

    /// The digest of another, as one more part.
    void add(String sha256) {
        digest.update(sha256.getBytes(StandardCharsets.US_ASCII));
    }

    /// In hexadecimal. Begins anew.
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
