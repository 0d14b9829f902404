package chat.carillon.testkit.sim.scenario;

/// What a simulation went through.
///
/// @param fingerprint differs between two runs that differ anywhere
/// @param healing simulated milliseconds from the end of all faults to the moment at which
///     everybody had everything
public record Outcome(long seed, long fingerprint, long steps, long entries, long gaps, long healing) {}
