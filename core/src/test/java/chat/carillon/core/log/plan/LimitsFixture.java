package chat.carillon.core.log.plan;

import chat.carillon.protocol.Limits;
import java.lang.reflect.RecordComponent;
import java.util.Map;

/// Makes [Limits] that differ from others in a few components.
final class LimitsFixture {
    private LimitsFixture() {}

    static Limits with(Limits limits, int maxMembers, int maxConversationsPerUser) {
        Map<String, Object> changed =
                Map.of("maxMembers", maxMembers, "maxConversationsPerUser", maxConversationsPerUser);
        try {
            RecordComponent[] components = Limits.class.getRecordComponents();
            var types = new Class<?>[components.length];
            var values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = changed.getOrDefault(
                        components[i].getName(), components[i].getAccessor().invoke(limits));
            }
            return Limits.class.getConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Limits is a record with a public constructor", e);
        }
    }
}
