/// How many nodes, databases and brokers a number of users needs, and what is full first.
///
/// In: a [chat.carillon.loadtest.simulate.capacity.CapacityPlan] and measured figures. Out: a
/// [chat.carillon.loadtest.simulate.capacity.CapacityForecast]. Pure.
@NullMarked
package chat.carillon.loadtest.simulate.capacity;

import org.jspecify.annotations.NullMarked;
