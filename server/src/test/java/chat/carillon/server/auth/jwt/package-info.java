/// Tests of signed tokens.
@NullMarked
package chat.carillon.server.auth.jwt;

import org.jspecify.annotations.NullMarked;
