@org.jspecify.annotations.NullMarked
package chat.carillon.loadtest.simulate.reconnect;
