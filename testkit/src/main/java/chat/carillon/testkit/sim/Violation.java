package chat.carillon.testkit.sim;

/// What must never happen has happened.
public final class Violation extends AssertionError {
    public Violation(String what) {
        super(what);
    }
}
