/// A whole cluster on this machine: a real PostgreSQL, a real Redis or Kafka for each region, and nodes in processes of
/// their own. Every part can be killed, frozen and started again, and every link between them has its weather.
@NullMarked
package chat.carillon.loadtest.cluster;

import org.jspecify.annotations.NullMarked;
