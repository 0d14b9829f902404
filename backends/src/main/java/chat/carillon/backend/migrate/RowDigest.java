package chat.carillon.backend.migrate;

import chat.carillon.backend.migrate.side.Row;
import chat.carillon.backend.migrate.side.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 over rows, in which no two different sequences of rows look alike: each value has its kind and its length
/// before it. Confined to one thread.
final class RowDigest {
    private static final byte NULL = 0;
    private static final byte TEXT = 1;
    private static final byte NUMBER = 2;

    private final MessageDigest digest;

    /// What has not been digested yet.
    private final ByteBuffer gathered = ByteBuffer.allocate(16_384);

    RowDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    void add(Table table, Row row) {
        text(table.name());
        for (Object value : row.values()) {
            switch (value) {
                case null -> room(1).put(NULL);
                case String text -> text(text);
                case Long number -> room(1 + Long.BYTES).put(NUMBER).putLong(number);
                default -> throw new IllegalStateException("no value of a row: " + value.getClass());
            }
        }
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        room(1 + Integer.BYTES).put(TEXT).putInt(utf8.length);
        if (utf8.length > gathered.remaining()) {
            flush();
            digest.update(utf8);
        } else {
            gathered.put(utf8);
        }
    }

    private ByteBuffer room(int bytes) {
        if (gathered.remaining() < bytes) {
            flush();
        }
        return gathered;
    }

    private void flush() {
        digest.update(gathered.flip());
        gathered.clear();
    }

    /// The digest of another, as one more part.
    void add(String sha256) {
        flush();
        digest.update(sha256.getBytes(StandardCharsets.US_ASCII));
    }

    /// In hexadecimal. Begins anew.
    String sha256() {
        flush();
        return HexFormat.of().formatHex(digest.digest());
    }
}
