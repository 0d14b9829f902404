package chat.carillon.client.http;

import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import org.jspecify.annotations.Nullable;

/// A conversation as those see it who found or made it.
public record Channel(
        ConversationId id,
        ConversationKind kind,
        @Nullable String name,
        @Nullable String topic,
        long headSeq,
        long firstSeq,
        long memberCount) {}
