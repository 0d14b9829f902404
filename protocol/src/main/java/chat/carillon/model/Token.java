package chat.carillon.model;

/// The rule that all opaque identifiers share: visible ASCII, bounded.
final class Token {
    private Token() {}

    static void check(String name, String value, int maxLength) {
        boolean valid = !value.isEmpty() && value.length() <= maxLength;
        for (int i = 0; valid && i < value.length(); i++) {
            valid = value.charAt(i) > ' ' && value.charAt(i) < 0x7f;
        }
        if (!valid) {
            throw new InvalidValueException("%s: '%s' (expected: 1 to %d visible ASCII characters)"
                    .formatted(name, Text.excerpt(value), maxLength));
        }
    }
}
