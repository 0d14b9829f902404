package chat.carillon.core.people;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The kind and size of an image as its first bytes say. Nothing is decoded: that is for browsers, which know how to
/// do it in safety. Vector images, which can hold scripts, are of no known kind.
///
/// @param width in pixels
/// @param height in pixels
record ImageHeader(String mediaType, int width, int height) {
    private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int PNG_HEADER_BYTES = 24;
    private static final int PNG_WIDTH_AT = 16;

    private static final int JPEG_START = 0xFFD8;
    private static final int MARK = 0xFF;
    private static final int FIRST_FRAME = 0xC0;
    private static final int LAST_FRAME = 0xCF;
    private static final int START_OF_SCAN = 0xDA;

    private static final int WEBP_HEADER_BYTES = 30;
    private static final int WEBP_CHUNK_AT = 12;
    private static final int WEBP_DATA_AT = 20;
    private static final int SIDE_14_BITS = 0x3FFF;
    private static final int SIDE_24_BITS = 0xFFFFFF;
    private static final int LOSSLESS_SIGNATURE = 0x2F;
    private static final int LOSSY_SIGNATURE = 0x2A019D;

    /// @return empty for what is none of PNG, JPEG and WebP, or breaks off
    static Optional<ImageHeader> read(byte[] image) {
        ByteBuffer bytes = ByteBuffer.wrap(image);
        if (image.length >= PNG_HEADER_BYTES && bytes.getLong(0) == PNG_SIGNATURE) {
            return text(image, PNG_WIDTH_AT - 4).equals("IHDR")
                    ? Optional.of(new ImageHeader(
                            "image/png", bytes.getInt(PNG_WIDTH_AT), bytes.getInt(PNG_WIDTH_AT + Integer.BYTES)))
                    : Optional.empty();
        }
        if (image.length >= 2 && Short.toUnsignedInt(bytes.getShort(0)) == JPEG_START) {
            return jpeg(bytes);
        }
        if (image.length >= WEBP_HEADER_BYTES
                && text(image, 0).equals("RIFF")
                && text(image, 2 * Integer.BYTES).equals("WEBP")) {
            return webp(image, bytes.order(ByteOrder.LITTLE_ENDIAN));
        }
        return Optional.empty();
    }

    private static String text(byte[] image, int at) {
        return new String(image, at, Integer.BYTES, StandardCharsets.ISO_8859_1);
    }

    /// Goes from segment to segment until one says how large the frame is.
    private static Optional<ImageHeader> jpeg(ByteBuffer bytes) {
        int at = 2;
        while (at + 9 <= bytes.limit()) {
            int mark = Byte.toUnsignedInt(bytes.get(at));
            int kind = Byte.toUnsignedInt(bytes.get(at + 1));
            if (mark != MARK || kind == START_OF_SCAN) {
                return Optional.empty();
            }
            if (isFrame(kind)) {
                int height = Short.toUnsignedInt(bytes.getShort(at + 5));
                int width = Short.toUnsignedInt(bytes.getShort(at + 7));
                return Optional.of(new ImageHeader("image/jpeg", width, height));
            }
            // A mark may be filled up with further 0xFF.
            at += kind == MARK ? 1 : 2 + Math.max(2, Short.toUnsignedInt(bytes.getShort(at + 2)));
        }
        return Optional.empty();
    }

    /// C4, C8 and CC are tables and extensions.
    private static boolean isFrame(int kind) {
        return kind >= FIRST_FRAME && kind <= LAST_FRAME && kind % 4 != 0 || kind == FIRST_FRAME;
    }

    private static Optional<ImageHeader> webp(byte[] image, ByteBuffer bytes) {
        return switch (text(image, WEBP_CHUNK_AT)) {
            case "VP8X" ->
                Optional.of(webp(
                        1 + (bytes.getInt(WEBP_DATA_AT + 4) & SIDE_24_BITS),
                        1 + (bytes.getInt(WEBP_DATA_AT + 6) >>> Byte.SIZE)));
            case "VP8L" -> {
                int sides = bytes.getInt(WEBP_DATA_AT + 1);
                yield image[WEBP_DATA_AT] == LOSSLESS_SIGNATURE
                        ? Optional.of(webp(1 + (sides & SIDE_14_BITS), 1 + (sides >>> 14 & SIDE_14_BITS)))
                        : Optional.empty();
            }
            case "VP8 " -> {
                int signature = bytes.getInt(WEBP_DATA_AT + 2) >>> Byte.SIZE;
                yield signature == LOSSY_SIGNATURE
                        ? Optional.of(webp(
                                bytes.getShort(WEBP_DATA_AT + 6) & SIDE_14_BITS,
                                bytes.getShort(WEBP_DATA_AT + 8) & SIDE_14_BITS))
                        : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private static ImageHeader webp(int width, int height) {
        return new ImageHeader("image/webp", width, height);
    }
}
