package chat.carillon.push;

/// What may be logged of an exception that nobody expected: its message may quote an endpoint, a token or a text.
public final class Faults {
    private Faults() {}

    /// Its kind, and where it was thrown.
    public static String place(Throwable fault) {
        StackTraceElement[] stack = fault.getStackTrace();
        return fault.getClass().getName() + (stack.length == 0 ? "" : " at " + stack[0]);
    }
}
