package chat.carillon.client.http;

import chat.carillon.model.ConversationId;
import java.util.List;

/// Messages as they stand now, oldest first.
public record MessagePage(ConversationId conversation, List<MessageState> messages) {}
