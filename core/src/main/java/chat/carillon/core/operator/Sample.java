package chat.carillon.core.operator;

import chat.carillon.protocol.Limits;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;

/// What a node did within a second, and how it stood at its end.
///
/// @param atMillis since 1970 UTC
/// @param deliveries frames that were given to sockets
/// @param appends writes that were committed
/// @param appendP50Micros half of the commits took no longer; 0 where there was none
/// @param appendP99Micros of a hundred commits one took longer
/// @param gaps for which feeds asked the store
/// @param laggards sockets that were told to sync, because they took too little
/// @param cpuPermille of all processors, by this process
public record Sample(
        long atMillis,
        int sessions,
        long deliveries,
        long appends,
        long appendP50Micros,
        long appendP99Micros,
        long gaps,
        long laggards,
        int cpuPermille,
        long heapBytes) {

    public void write(JsonWriter json) {
        json.field("at", atMillis)
                .field("sessions", sessions)
                .field("deliveries", deliveries)
                .field("appends", appends)
                .field("appendP50Micros", appendP50Micros)
                .field("appendP99Micros", appendP99Micros)
                .field("gaps", gaps)
                .field("laggards", laggards)
                .field("cpuPermille", cpuPermille)
                .field("heapBytes", heapBytes);
    }

    public static Sample read(JsonObject json) {
        return new Sample(
                count(json, "at"),
                (int) count(json, "sessions"),
                count(json, "deliveries"),
                count(json, "appends"),
                count(json, "appendP50Micros"),
                count(json, "appendP99Micros"),
                count(json, "gaps"),
                count(json, "laggards"),
                (int) count(json, "cpuPermille"),
                count(json, "heapBytes"));
    }

    private static long count(JsonObject json, String name) {
        return json.integerOr(name, 0, Limits.MAX_INTEGER, 0);
    }
}
