/// A node: the parts of core put together, started and stopped in order. Reading order for a newcomer: the
/// constructor of [chat.carillon.core.node.Node] names every part once.
@NullMarked
package chat.carillon.core.node;

import org.jspecify.annotations.NullMarked;
