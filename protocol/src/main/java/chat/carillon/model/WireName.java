package chat.carillon.model;

import java.util.Locale;

/// An enum constant with a name in the protocol: the constant's own name in lower case.
public interface WireName {
    String name();

    default String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The constant of `type` that is called `wireName` in the protocol.
    ///
    /// @throws InvalidValueException if there is none
    static <E extends Enum<E> & WireName> E parse(Class<E> type, String field, String wireName) {
        for (E constant : type.getEnumConstants()) {
            if (constant.wireName().equals(wireName)) {
                return constant;
            }
        }
        throw new InvalidValueException("%s: '%s' (expected: one of %s)"
                .formatted(
                        field,
                        Text.excerpt(wireName),
                        java.util.Arrays.stream(type.getEnumConstants())
                                .map(WireName::wireName)
                                .toList()));
    }
}
