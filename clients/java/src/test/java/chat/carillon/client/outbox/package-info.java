/// Drives the outbox by hand and through a simulated server, and its file through crashes.
package chat.carillon.client.outbox;
