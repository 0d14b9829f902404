/// Proof that a cluster keeps its promise while it is broken on purpose.
///
/// Clients of the Java SDK write and watch on all nodes, in conversations of every size. Faults come one after another,
/// drawn from a seed, with health between them. Everything that was sent, acknowledged and shown is recorded; in the
/// end
/// the logs are read over HTTP and held against the records ([chat.carillon.loadtest.check]). Reading order:
/// [chat.carillon.loadtest.verify.Verification], [chat.carillon.loadtest.verify.Talk],
/// [chat.carillon.loadtest.chaos.FaultSchedule].
@NullMarked
package chat.carillon.loadtest.verify;

import org.jspecify.annotations.NullMarked;
