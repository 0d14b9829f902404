package chat.carillon.loadtest.check;

/// A way in which delivery can go wrong.
public enum Finding {
    LOST,
    DUPLICATED,
    OUT_OF_ORDER,
    /// Shown, but not as the log has it.
    ALTERED
}
