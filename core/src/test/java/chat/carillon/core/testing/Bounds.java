package chat.carillon.core.testing;

import chat.carillon.protocol.Limits;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/// Limits of which a test wants one to be other than normal.
public final class Bounds {
    private Bounds() {}

    /// @param name of the component of [Limits]
    public static Limits with(String name, Object value) {
        RecordComponent[] components = Limits.class.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < values.length; i++) {
                boolean wanted = components[i].getName().equals(name);
                values[i] = wanted ? value : components[i].getAccessor().invoke(Limits.DEFAULT);
            }
            return Limits.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Limits is no record any more", e);
        }
    }
}
