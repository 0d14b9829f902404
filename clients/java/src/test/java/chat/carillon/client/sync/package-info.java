/// Drives the sync engine by hand and through a simulated server.
package chat.carillon.client.sync;
