package chat.carillon.testkit.sim;

/// One life of a node, or of whatever else may end at any moment: nothing of it runs after its end.
public final class Life {
    private boolean over;

    /// How a thread learns, in the middle of whatever it was doing, that its process was killed. An
    /// Error, because nothing may handle it.
    public static final class Over extends Error {
        Over() {
            super("this life is over", null, false, false);
        }
    }

    public void end() {
        over = true;
    }

    public boolean isOver() {
        return over;
    }

    void check() {
        if (over) {
            throw new Over();
        }
    }
}
