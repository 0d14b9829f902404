/// `bench storm`: servers go away under very many clients, and all of them come back.
///
/// [chat.carillon.loadtest.bench.storm.StormBench] drives the servers, the processes of clients
/// ([chat.carillon.loadtest.storm]), and a few observers that talk through the SDK meanwhile. Confined to the thread
/// that runs the bench, but for observers and who writes into the conversations.
@NullMarked
package chat.carillon.loadtest.bench.storm;

import org.jspecify.annotations.NullMarked;
