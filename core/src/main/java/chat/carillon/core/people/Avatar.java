package chat.carillon.core.people;

import chat.carillon.model.InvalidValueException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A user's picture. Its hash is in its address, so that what was fetched once is never fetched again.
///
/// @param hash of the bytes, in hexadecimal
/// @param mediaType what a browser is told that it is
/// @param image shared; must not be changed
public record Avatar(String hash, String mediaType, byte[] image) {
    public static final int MAX_BYTES = 256 * 1_024;

    /// Enough for any screen's list of people; a decoder needs four bytes a pixel.
    public static final int MAX_SIDE_PIXELS = 1_024;

    /// Nobody guesses it, and no two pictures have the same.
    private static final int HASH_BYTES = 16;

    /// Checks bytes that a user sent: whatever they are called, they are what they begin like.
    ///
    /// @throws InvalidValueException for what is no picture, or too large a one
    public static Avatar of(byte[] image) {
        if (image.length > MAX_BYTES) {
            throw new InvalidValueException("image: %d bytes (expected: <= %d)".formatted(image.length, MAX_BYTES));
        }
        ImageHeader header = ImageHeader.read(image)
                .orElseThrow(() -> new InvalidValueException("image: of no known kind (expected: PNG, JPEG or WebP)"));
        int longer = Math.max(header.width(), header.height());
        if (Math.min(header.width(), header.height()) < 1 || longer > MAX_SIDE_PIXELS) {
            throw new InvalidValueException("image: %d x %d pixels (expected: 1 to %d a side)"
                    .formatted(header.width(), header.height(), MAX_SIDE_PIXELS));
        }
        return new Avatar(hash(image), header.mediaType(), image);
    }

    private static String hash(byte[] image) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(image);
            return HexFormat.of().formatHex(sha256, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
