package chat.carillon.core.push.plan;

import chat.carillon.core.log.Conversation;
import chat.carillon.model.UserId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the store knows of one conversation in which messages are ripe.
///
/// @param plannedSeq everything up to here is planned; -1 if nothing ever was
/// @param untilSeq the messages are all there are after `plannedSeq` and up to here
/// @param nextMillis in which time the next message is ripe; 0 if none is there that is not ripe
/// @param messages in the order of seq
/// @param threads of each thread that a message belongs to, who wrote in it; by the seq of its
///     first message
/// @param candidates everybody who may want to be told of one of the messages
public record PlanningContext(
        Conversation conversation,
        long plannedSeq,
        long untilSeq,
        long nextMillis,
        List<RipeMessage> messages,
        Map<Long, Set<UserId>> threads,
        Map<UserId, Candidate> candidates) {}
