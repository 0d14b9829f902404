package chat.carillon.testkit.sim;

import java.util.ArrayDeque;

/// One life of a node, or of whatever else may end at any moment: nothing of it runs after its end, and nothing while
/// it is frozen.
public final class Life {
    private final ArrayDeque<Runnable> held = new ArrayDeque<>();
    private boolean frozen;
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
        thaw();
    }

    /// Nothing of it runs from now on, until it goes on as if no time had passed: a machine that swaps, a virtual
    /// machine that is moved, a long collection of garbage.
    public void freeze() {
        frozen = !over;
    }

    public void thaw() {
        frozen = false;
        while (!held.isEmpty() && !frozen) {
            held.remove().run();
        }
    }

    public boolean isFrozen() {
        return frozen;
    }

    /// Does what is due now, or what was due while it was frozen.
    public void run(Runnable due) {
        if (frozen) {
            held.add(due);
        } else {
            due.run();
        }
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
