package chat.carillon.client.http;

import chat.carillon.model.Role;
import chat.carillon.model.UserId;

/// A member of a conversation.
public record Member(UserId user, Role role, long joinedSeq, long readSeq, long deliveredSeq) {}
