/// Logs of IRC channels as typed lines, for replays, imports and load.
///
/// In: a log file, a folder or a `.tar.gz` of them, as irclogs.ubuntu.com and the disentanglement corpus of
/// Kummerfeld et al. (2019) have them, with their reply links. Out: [IrcLog]s, and user names for nicks. All values
/// are immutable; reading blocks and belongs on a virtual thread. Used by `replay` and by `carillon import irc`.
@NullMarked
package chat.carillon.loadtest.irc;

import org.jspecify.annotations.NullMarked;
