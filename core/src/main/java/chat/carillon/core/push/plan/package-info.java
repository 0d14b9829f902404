/// Who is told of a message while away, and why somebody is not.
///
/// In: a [chat.carillon.core.push.plan.PlanningContext], what the store knows of messages that are
/// ripe and of those who may want to be told of them. Out: a
/// [chat.carillon.core.push.plan.ConversationPlan] with one [chat.carillon.core.push.plan.Decision]
/// for each of them and message, which the store writes once. Pure: no clock, no threads, no I/O.
@NullMarked
package chat.carillon.core.push.plan;

import org.jspecify.annotations.NullMarked;
