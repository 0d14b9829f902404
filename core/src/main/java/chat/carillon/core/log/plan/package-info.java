/// The rules by which entries get into logs, written once for all stores.
///
/// A store asks [chat.carillon.core.log.plan.AppendNeeds] what a batch depends on, loads it inside
/// its append transaction as an [chat.carillon.core.log.plan.AppendContext], lets
/// [chat.carillon.core.log.plan.AppendPlanner] judge the entries one after the other, and writes
/// the rows of the [chat.carillon.core.log.plan.AppendPlan]. Pure: no I/O, no clock, no threads.
@NullMarked
package chat.carillon.core.log.plan;

import org.jspecify.annotations.NullMarked;
