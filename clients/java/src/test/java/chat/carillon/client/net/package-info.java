/// Tests what clients stand on.
package chat.carillon.client.net;
