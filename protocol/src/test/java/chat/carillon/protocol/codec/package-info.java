/// Runs the golden vectors, mutations of them, and the AsyncAPI document against the codec.
package chat.carillon.protocol.codec;
