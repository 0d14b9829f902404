/// What a verification concludes from its records.
@NullMarked
package chat.carillon.loadtest.verify;

import org.jspecify.annotations.NullMarked;
