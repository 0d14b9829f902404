/// Accounts of people: how they are made, log in and out, and change.
///
/// In: what a person typed. Out: an [chat.carillon.server.account.Outcome]. Passwords are kept as Argon2id hashes,
/// which one small pool computes. Everything here blocks and is called from virtual threads.
@NullMarked
package chat.carillon.server.account;

import org.jspecify.annotations.NullMarked;
