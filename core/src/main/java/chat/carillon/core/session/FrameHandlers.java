package chat.carillon.core.session;

import chat.carillon.protocol.ClientFrame;

/// The handler of each kind of frame, and who hears that a session opened and ended.
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

    /// Hears that a session is open, and that its socket is gone. On the session's loop.
    public interface Departures {
        void left(Session session);

        /// Before any frame of it is handled.
        default void opened(Session session) {}

        /// Tells another one after this.
        default Departures and(Departures next) {
            Departures first = this;
            return new Departures() {
                @Override
                public void opened(Session session) {
                    first.opened(session);
                    next.opened(session);
                }

                @Override
                public void left(Session session) {
                    first.left(session);
                    next.left(session);
                }
            };
        }
    }
}
