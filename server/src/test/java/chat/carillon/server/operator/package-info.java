/// What a node notes for its operators.
@NullMarked
package chat.carillon.server.operator;

import org.jspecify.annotations.NullMarked;
