/// What happens when very many clients lose their server at the same moment: a simulation, event by event.
///
/// In: how many clients, how long the server is gone, how many it takes a second, when clients come again. Out:
/// attempts a second, refusals, wasted work, and when everybody is back, for each [chat.carillon.loadtest.simulate
/// .reconnect.Policy]. Pure: chance comes from a seed, and time from nowhere but the events. The policy `carillon`
/// waits as the Java SDK does, because it is the SDK's [chat.carillon.client.net.Backoff]. Reading order:
/// [chat.carillon.loadtest.simulate.reconnect.ReconnectSimulation], then its [chat.carillon.loadtest.simulate
/// .reconnect.Door].
@NullMarked
package chat.carillon.loadtest.simulate.reconnect;

import org.jspecify.annotations.NullMarked;
