package chat.carillon.core.session;

import chat.carillon.protocol.ClientFrame;

/// The handler of each kind of frame, and who hears of a session's end.
public record FrameHandlers(
        FrameHandler<ClientFrame.Hello> hello,
        FrameHandler<ClientFrame.Send> send,
        FrameHandler<ClientFrame.Edit> edit,
        FrameHandler<ClientFrame.Delete> delete,
        FrameHandler<ClientFrame.React> react,
        FrameHandler<ClientFrame.Unreact> unreact,
        FrameHandler<ClientFrame.Sync> sync,
        FrameHandler<ClientFrame.Ack> ack,
        FrameHandler<ClientFrame.Read> read,
        FrameHandler<ClientFrame.Typing> typing,
        FrameHandler<ClientFrame.Presence> presence,
        FrameHandler<ClientFrame.Watch> watch,
        Departures departures) {

    /// Hears that a session's socket is gone. On the session's loop.
    public interface Departures {
        void left(Session session);
    }
}
