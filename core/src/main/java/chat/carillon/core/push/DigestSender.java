package chat.carillon.core.push;

import java.util.concurrent.CompletionStage;

/// Mails what somebody missed who has been away for long. Thread-safe; as [PushSender] it makes one attempt,
/// does not block the caller and does not throw.
public interface DigestSender {

    /// @return completes with what came of it, never exceptionally, from any thread, within two minutes;
    ///     [PushResult.InvalidTarget] says that there is no such mailbox
    CompletionStage<PushResult> send(Digest digest);

    /// Asks whether an address is a user's, before any digest is sent to it.
    ///
    /// @return as [#send]
    CompletionStage<PushResult> ask(Confirmation confirmation);
}
