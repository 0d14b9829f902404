/// What whatever connects the nodes of a cluster must do, as abstract classes of JUnit tests: the bus and the session
/// registry. In: an implementation, as its test opens it. Out: a failed test for each promise of the port that it
/// breaks. Tests run on one thread, but the ports may answer on others: what must happen is waited for.
@NullMarked
package chat.carillon.testkit.contract.cluster;

import org.jspecify.annotations.NullMarked;
