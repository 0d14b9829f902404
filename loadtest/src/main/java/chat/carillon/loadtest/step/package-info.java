/// What a swarm is asked to do in one measured step, and what it answers: values, and their form as one line of text
/// between two processes. Immutable, [chat.carillon.loadtest.step.Fields] excepted.
@NullMarked
package chat.carillon.loadtest.step;

import org.jspecify.annotations.NullMarked;
