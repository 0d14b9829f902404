/// Drives a whole client over sockets and time that the test holds in its hand.
package chat.carillon.client.session;
