/// Commands about messages: send one, follow a conversation, search.
@NullMarked
package chat.carillon.cli.message;

import org.jspecify.annotations.NullMarked;
