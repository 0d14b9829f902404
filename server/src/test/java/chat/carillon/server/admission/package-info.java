/// Tests of the admission.
@NullMarked
package chat.carillon.server.admission;

import org.jspecify.annotations.NullMarked;
