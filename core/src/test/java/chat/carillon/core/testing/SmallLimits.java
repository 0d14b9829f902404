package chat.carillon.core.testing;

import chat.carillon.protocol.Limits;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;

/// [Limits] that differ from the defaults in a few components.
public final class SmallLimits {
    private SmallLimits() {}

    public static Limits with(Map<String, Object> changes) {
        var unused = new HashMap<>(changes);
        try {
            RecordComponent[] components = Limits.class.getRecordComponents();
            var types = new Class<?>[components.length];
            var values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                Object changed = unused.remove(components[i].getName());
                values[i] =
                        changed != null ? changed : components[i].getAccessor().invoke(Limits.DEFAULT);
            }
            if (!unused.isEmpty()) {
                throw new IllegalArgumentException("no such limits: " + unused.keySet());
            }
            return Limits.class.getConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Limits is a record with a public constructor", e);
        }
    }
}
