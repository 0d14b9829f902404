/// What a run of `verify` knows of pushes: an application's webhook that notes what it is told, and the account of who
/// should have been told what.
@NullMarked
package chat.carillon.loadtest.verify.push;

import org.jspecify.annotations.NullMarked;
