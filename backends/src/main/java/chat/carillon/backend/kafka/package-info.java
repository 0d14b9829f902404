/// Apache Kafka as the broker. One topic carries the large conversations, keyed by conversation; every node reads all
/// of it from the end and takes what it has feeds for. Each node has a topic of its own for what is sent to it, and
/// one topic goes to everybody and carries the beats. After a cut a node goes on from its last offset. Nothing is
/// committed and no consumer group is used: the log in the store is the truth.
@NullMarked
package chat.carillon.backend.kafka;

import org.jspecify.annotations.NullMarked;
