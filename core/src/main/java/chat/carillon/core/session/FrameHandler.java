package chat.carillon.core.session;

import chat.carillon.protocol.ClientFrame;

/// What happens when a frame of one kind comes. Runs on the session's event loop and must not block. One object
/// serves all sessions.
public interface FrameHandler<F extends ClientFrame> {
    void handle(Session session, F frame);
}
