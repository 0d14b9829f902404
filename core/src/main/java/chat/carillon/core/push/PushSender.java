package chat.carillon.core.push;

import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/// Hands notifications to the services that wake devices: Web Push, APNs, FCM, UnifiedPush, a webhook.
///
/// Thread-safe. Makes one attempt: the caller keeps the record and tries again when it is told to. Does not
/// block the caller, and does not throw: whatever goes wrong is a result.
public interface PushSender {

    /// Sends to one target.
    ///
    /// Sending the same again is safe: it has the same [Notification#collapseKey], so a device that got both
    /// shows one.
    ///
    /// @param ours whether the attempt may be begun: asked when it is, which may be a while from now; any thread
    /// @return completes with what came of it, never exceptionally, from any thread, within two minutes; with
    ///     [PushResult.Retry] if it was not begun
    CompletionStage<PushResult> send(PushTarget target, Notification notification, BooleanSupplier ours);
}
