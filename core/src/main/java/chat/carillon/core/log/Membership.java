package chat.carillon.core.log;

import chat.carillon.model.UserId;
import java.util.List;

/// A conversation together with one member's place in it and counts.
///
/// @param directUsers both users of a direct conversation; otherwise empty
/// @param mentions unread messages that name the user, counted up to 1,000
public record Membership(Conversation conversation, Member member, List<UserId> directUsers, long mentions) {}
