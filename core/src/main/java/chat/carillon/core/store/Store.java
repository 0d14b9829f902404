package chat.carillon.core.store;

import chat.carillon.core.people.AuditLog;
import chat.carillon.core.people.ProfileStore;
import chat.carillon.core.push.digest.MailboxStore;
import chat.carillon.core.registry.NodeDirectory;
import java.util.Optional;

/// Durable home of every conversation, and of those who take part. Thread-safe.
public interface Store extends AutoCloseable {

    /// The incarnation of this store's content: random, made with the store, changed by a restore
    /// from backup. A cursor of another epoch says nothing about this store.
    String epoch();

    LogStore log();

    ConversationStore conversations();

    MemberStore members();

    HistoryStore history();

    AccountStore accounts();

    DeviceStore devices();

    PushStore push();

    /// Where users get mail.
    MailboxStore mailboxes();

    /// What users tell of themselves.
    ProfileStore profiles();

    /// What administrators did.
    AuditLog audit();

    /// The nodes that use this store.
    NodeDirectory nodes();

    /// How many [LogStore#append] calls make progress at a time; the appender runs as many lanes.
    /// At least 1.
    int appendConcurrency();

    /// Why this store refuses writes at present (a full disk, a lost connection), or empty while it
    /// takes them. Cheap and non-blocking: asked by `/readyz` and by the node's own watch.
    Optional<String> refusal();

    /// Tries whether a store that refused writes takes them again; clears [#refusal] if so. Blocks.
    void probe();

    @Override
    void close();
}
