package chat.carillon.core.fanout;

/// How far delivery of a conversation has come.
///
/// @param seq the last entry that was given out; who attaches now is given seq + 1 next
/// @param ordinal messages in the log up to seq
/// @param membershipSeq the last entry up to seq that changed who is a member, as far as the feed saw it
public record Position(long seq, long ordinal, long membershipSeq) {}
