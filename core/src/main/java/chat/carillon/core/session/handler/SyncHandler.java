package chat.carillon.core.session.handler;

import chat.carillon.core.conversation.EntryPage;
import chat.carillon.core.conversation.ReadResult;
import chat.carillon.core.conversation.Reading;
import chat.carillon.core.session.FrameHandler;
import chat.carillon.core.session.Session;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what a session missed: for each cursor one page, or a reset, or an error, in the order asked for. Reads
/// on a virtual thread, and no faster than the socket takes the pages.
public final class SyncHandler implements FrameHandler<ClientFrame.Sync> {
    private static final Logger log = LoggerFactory.getLogger(SyncHandler.class);

    private final Reading reading;
    private final String epoch;
    private final Limits limits;
    private final Executor blocking;

    /// @param blocking runs what blocks
    public SyncHandler(Reading reading, String epoch, Limits limits, Executor blocking) {
        this.reading = reading;
        this.epoch = epoch;
        this.limits = limits;
        this.blocking = blocking;
    }

    @Override
    public void handle(Session session, ClientFrame.Sync sync) {
        if (session.requestBegins(sync.ref())) {
            UserId reader = session.user();
            blocking.execute(() -> answer(session, reader, sync));
        }
    }

    private void answer(Session session, UserId reader, ClientFrame.Sync sync) {
        try {
            for (var cursor : sync.cursors().entrySet()) {
                if (!session.connection().awaitWritable(limits.slowConsumerTimeout())) {
                    return;
                }
                session.reply(page(reader, sync, cursor.getKey(), cursor.getValue()));
            }
        } catch (StoreUnavailableException e) {
            session.fail(sync.ref(), ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.meaning());
        } catch (RuntimeException e) {
            log.error("{}: defect in sync", session, e);
            session.fail(sync.ref(), ErrorCode.INTERNAL, ErrorCode.INTERNAL.meaning());
        } finally {
            session.requestDone();
        }
    }

    private ServerFrame page(UserId reader, ClientFrame.Sync sync, ConversationId conversation, long afterSeq) {
        return switch (reading.sync(reader, conversation, sync.epoch(), afterSeq, sync.limit())) {
            case ReadResult.Ok<EntryPage>(EntryPage page) ->
                new ServerFrame.Entries(sync.ref(), conversation, page.entries(), page.headSeq(), page.more());
            case ReadResult.Reset<EntryPage>(long headSeq, long firstSeq) ->
                new ServerFrame.Reset(sync.ref(), conversation, epoch, headSeq, firstSeq);
            case ReadResult.Refused<EntryPage>(ErrorCode code, String message) ->
                new ServerFrame.Failure(sync.ref(), code, message, null);
        };
    }
}
