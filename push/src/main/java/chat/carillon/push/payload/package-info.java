/// What a notification looks like on its way to a device, within the size that the provider takes.
///
/// In: a [chat.carillon.core.push.Notification]. Out: JSON of at most so many bytes; text that does not fit
/// is cut between characters as people see them. Pure: no I/O, no threads.
@NullMarked
package chat.carillon.push.payload;

import org.jspecify.annotations.NullMarked;
