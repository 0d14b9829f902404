package chat.carillon.testkit.sim;

/// A promise that is broken on purpose, to see that the simulation notices. Each stands for a defect that somebody
/// might make in the core, in a gateway or in a store.
public enum Sabotage {
    NONE,

    /// The store writes the same clientMessageId as often as it is asked to.
    STORE_FORGETS_KEYS,

    /// The store acknowledges a message and loses it.
    STORE_LOSES_A_COMMIT,

    /// The store never tells that a log has grown: nobody finds quiet losses.
    STORE_HIDES_CHANGES,

    /// The store never tells that a membership began: nobody finds members whom nobody told.
    STORE_HIDES_MEMBERSHIPS,

    /// The store tells of what changed in the last seconds only, however long ago a node has looked.
    STORE_TELLS_OF_THE_LATEST_ONLY,

    /// No node learns from the store which others there are.
    NODES_DO_NOT_KNOW_EACH_OTHER,

    /// A bus that is content when it hears itself.
    BUS_MISSES_NOBODY,

    /// A node that cares only for the bus of its own region.
    BUS_IGNORES_OTHER_REGIONS,

    /// A registry that cannot be reached counts as one in which nobody is recorded.
    REGISTRY_OUTAGE_MEANS_NOBODY,

    /// A feed that does not drop what it has given out already.
    DELIVERY_REPEATS,

    /// A session goes on behind a gap as if nothing were missing.
    DELIVERY_SKIPS,

    /// A session stays attached after its user has left.
    DELIVERY_IGNORES_LEAVING;

    /// How often it happens where it can.
    static final double SHARE = 0.1;

    /// Whether it happens now. Draws nothing unless this is what is broken.
    public boolean strikes(Sabotage kind, Chance chance) {
        return this == kind && chance.happens(SHARE);
    }
}
