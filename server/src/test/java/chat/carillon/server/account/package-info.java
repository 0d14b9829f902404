/// Tests of accounts.
@NullMarked
package chat.carillon.server.account;

import org.jspecify.annotations.NullMarked;
