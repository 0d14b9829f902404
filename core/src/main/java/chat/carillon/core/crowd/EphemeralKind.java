package chat.carillon.core.crowd;

import chat.carillon.model.WireName;

/// What is told only while there is room for it, in the order in which it is given up. Messages are no such kind.
public enum EphemeralKind implements WireName {
    TYPING(1),
    PRESENCE(2),
    RECEIPTS(3);

    private final int sheddingLevel;

    EphemeralKind(int sheddingLevel) {
        this.sheddingLevel = sheddingLevel;
    }

    /// The level of [Shedding] from which on it is given up.
    int sheddingLevel() {
        return sheddingLevel;
    }
}
