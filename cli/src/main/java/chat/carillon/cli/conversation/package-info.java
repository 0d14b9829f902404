/// Commands about conversations: which there are, who belongs to them.
@NullMarked
package chat.carillon.cli.conversation;

import org.jspecify.annotations.NullMarked;
