/// Tests of identity.
@NullMarked
package chat.carillon.server.auth;

import org.jspecify.annotations.NullMarked;
