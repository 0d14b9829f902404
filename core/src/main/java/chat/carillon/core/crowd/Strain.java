package chat.carillon.core.crowd;

/// How hard a node has it at a moment.
///
/// @param lagNanos how late its event loops were at worst lately
/// @param backlog how full the fullest of its queues is: 0 for empty, 1 for full
public record Strain(long lagNanos, double backlog) {
    public static final Strain NONE = new Strain(0, 0);

    boolean reaches(Strain bound, double share) {
        return lagNanos >= bound.lagNanos * share || backlog >= bound.backlog * share;
    }
}
