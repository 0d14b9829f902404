/// Counts by hand, and against a log.
package chat.carillon.client.unread;
