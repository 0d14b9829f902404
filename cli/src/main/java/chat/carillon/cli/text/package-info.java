/// Text of strangers, made fit for a terminal: harmless, and measured in columns.
///
/// In: any string that a user or a server sent. Out: strings without control characters or direction
/// overrides, and their widths. Pure: no I/O, no threads. Everything that the command line prints of
/// others' text goes through here. And [DurationText], which reads times as people write them.
@NullMarked
package chat.carillon.cli.text;

import org.jspecify.annotations.NullMarked;
