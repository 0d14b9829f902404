/// How an appended entry finds the nodes that have its members. A small conversation is routed member by member:
/// the session registry names the nodes, and only these are sent a record, without topic or broadcast. A large one
/// is published once, whatever its size. The own node is told directly, without the bus. All of it is a hint
/// (`docs/concepts/healing.md`).
@NullMarked
package chat.carillon.core.routing;

import org.jspecify.annotations.NullMarked;
