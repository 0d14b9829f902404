/// What is held against a webhook, and what it notes.
@NullMarked
package chat.carillon.loadtest.verify.push;

import org.jspecify.annotations.NullMarked;
