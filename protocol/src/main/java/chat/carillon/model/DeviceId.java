package chat.carillon.model;

/// One installation of a client: 1 to 64 visible ASCII characters, chosen by the client and kept by it.
public record DeviceId(String value) implements Comparable<DeviceId> {
    public static final int MAX_LENGTH = 64;

    public DeviceId {
        Token.check("device", value, MAX_LENGTH);
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
