/// What a node says and does for those who run it.
///
/// In: counters that the parts of the node keep, questions of any node of the cluster, deeds of administrators. Out: a
/// sample a second, answers, lines of the audit log. Threads: the timer takes samples; answers run on virtual threads.
@NullMarked
package chat.carillon.server.operator;

import org.jspecify.annotations.NullMarked;
