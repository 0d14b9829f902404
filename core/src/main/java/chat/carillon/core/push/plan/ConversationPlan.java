package chat.carillon.core.push.plan;

import chat.carillon.model.ConversationId;
import java.util.List;

/// What is to be recorded of one conversation, if nobody planned it meanwhile.
///
/// @param plannedSeq where planning stood when the context was read; the plan is void if it has
///     moved on
/// @param untilSeq where it stands afterwards
/// @param decisions those worth a record: who was told, and who wanted to be but was not
public record ConversationPlan(ConversationId conversation, long plannedSeq, long untilSeq, List<Decision> decisions) {}
