/// Commands about accounts, for administrators and for people's own.
@NullMarked
package chat.carillon.cli.user;

import org.jspecify.annotations.NullMarked;
