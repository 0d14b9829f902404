package chat.carillon.core.push;

import java.util.concurrent.CompletionStage;

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
    /// @return completes with what came of it, never exceptionally, from any thread, within two minutes
    CompletionStage<PushResult> send(PushTarget target, Notification notification);
}
