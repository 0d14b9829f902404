/// What the store's ports promise about users and administrators, as tests.
@NullMarked
package chat.carillon.testkit.contract.people;

import org.jspecify.annotations.NullMarked;
