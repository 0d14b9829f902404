package chat.carillon.core.push.plan;

import chat.carillon.core.push.PushDevice;
import chat.carillon.model.UserId;
import java.util.List;

/// Whether one user is told of one message. There is at most one for the two, whoever plans and
/// however often.
///
/// @param mention whether the message means the user
/// @param devices which are told; empty unless the fate is [Fate#PUSHED]
public record Decision(UserId user, long seq, Fate fate, boolean mention, List<PushDevice> devices) {}
