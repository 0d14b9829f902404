/// What every store must do about devices and pushes, as tests.
@NullMarked
package chat.carillon.testkit.contract.push;

import org.jspecify.annotations.NullMarked;
