/// What a user is told of while away: levels, mute, quiet hours, and the devices that are woken.
///
/// In: what the application wants. Out: calls of the HTTP interface, which [Notifications] makes
/// and waits for, and records of what was answered. Thread-safe. Reference: `docs/openapi.yaml`;
/// why: `docs/concepts/absent-members.md`.
@NullMarked
package chat.carillon.client.notification;

import org.jspecify.annotations.NullMarked;
