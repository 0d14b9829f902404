package chat.carillon.loadtest.simulate.capacity;

/// Something that is full at some size, and how much of it a plan needs.
///
/// @param part what is counted: nodes, databases, brokers
/// @param resource what of it is full
/// @param load at the busiest time, of all together
/// @param each what one of them may have of it
public record Need(Part part, String resource, double load, double each, String unit) {
    /// What plans count.
    public enum Part {
        NODE,
        DATABASE,
        BROKER
    }

    /// How many are needed for this alone.
    public double count() {
        return load / each;
    }
}
