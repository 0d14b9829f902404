package chat.carillon.loadtest.irc;

/// One line of a log. Its number counts from 0 and counts every line, which is what reply links refer to.
public sealed interface IrcLine {
    int number();

    /// Someone said something.
    ///
    /// @param minuteOfDay from the line's time stamp
    /// @param action whether it was said as `/me`: `text` then goes on from the nick
    record Said(int number, int minuteOfDay, String nick, String text, boolean action) implements IrcLine {}

    /// Someone came in.
    record Joined(int number, String nick) implements IrcLine {}

    /// Someone went: out of the channel, or off the network.
    record Left(int number, String nick) implements IrcLine {}

    /// Someone goes by another nick from here on.
    record Renamed(int number, String nick, String newNick) implements IrcLine {}

    /// A line that says nothing about who is there or what was said: mode changes, topics, noise.
    record Other(int number) implements IrcLine {}
}
