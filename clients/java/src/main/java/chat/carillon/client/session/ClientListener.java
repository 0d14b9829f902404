package chat.carillon.client.session;

import chat.carillon.client.net.CarillonException;
import chat.carillon.model.ConversationId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.ServerFrame;
import java.time.Duration;

/// Is told what happens beside the logs. Called one at a time, in turn with the calls of
/// [EntryListener].
public interface ClientListener {
    /// Says nothing to anyone.
    ClientListener NONE = new ClientListener() {};

    default void stateChanged(ClientState state) {}

    /// There is no connection; the next attempt comes by itself after this time.
    default void nextAttempt(Duration delay) {}

    /// The client is closed for a reason that does not pass by itself; `stateChanged(CLOSED)` comes
    /// before. With the code `too_many_sessions` a newer session of the user took the place of this
    /// one.
    default void closed(CarillonException reason) {}

    /// This user has become a member.
    default void joined(ConversationSummary conversation) {}

    /// This user is a member no more.
    default void left(ConversationId conversation) {}

    default void typing(ServerFrame.TypingNotice typing) {}

    /// How far a member has come: of all members of small conversations, else of this user's other
    /// devices. Each seq only grows; a lower one than before says nothing new. One of this user
    /// comes from another device, and has lowered what is unread in
    /// [chat.carillon.client.CarillonClient#conversations] already.
    default void receipt(ServerFrame.Receipt receipt) {}

    /// How many members of a large conversation have come how far.
    default void watermarks(ServerFrame.Watermarks watermarks) {}

    /// A user who is watched is seen as something else.
    default void presence(ServerFrame.PresenceNotice presence) {}

    /// How many members of a conversation that is watched are there.
    default void headcount(ServerFrame.Headcount headcount) {}

    /// Those who run the server tell everybody who is connected.
    default void announced(ServerFrame.Announce announce) {}

    /// The user's notification settings were changed, on this device or another one.
    default void notificationsChanged() {}

    /// The server has lost its store or broker: sends may wait.
    default void degraded(String reason) {}

    default void recovered() {}

    /// A write that an earlier run of the program left in the outbox was answered.
    default void delivered(ClientFrame.Write write, Sent sent) {}

    /// A write that an earlier run of the program left in the outbox was refused, and is forgotten.
    default void undelivered(ClientFrame.Write write, CarillonException reason) {}
}
