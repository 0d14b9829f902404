package chat.carillon.backend.migrate;

import chat.carillon.backend.column.StoreMarks;
import chat.carillon.backend.migrate.side.Side;
import chat.carillon.backend.migrate.side.Table;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.protocol.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Copies a store into another place, begins anew or goes on where it was interrupted, and proves the copy.
///
/// The epoch is what clients trust their cursors by, so only one of the two stores may have it: it moves to the target
/// with
/// the last steps, whose order makes sure that no moment, and no crash, leaves it in both. The source is marked, so
/// that no
/// server uses it by mistake. See `docs/how-to/migrate.md`.
public final class Migration {
    private static final int MARK_BYTES = 256;

    private Migration() {}

    /// What becomes of the source.
    public enum Mode {
        /// The target is the same store in another place; the source is retired.
        MOVE,
        /// The target is a store of its own, whose clients begin anew; the source goes on.
        COPY
    }

    /// Copies `from` to `to`, or goes on with it.
    ///
    /// @param to empty, or left by an interrupted run from the same source
    /// @throws StoreUnavailableException if it cannot be done, or cannot go on; the message says why
    public static MigrationResult run(Place from, Place to, Mode mode, MigrationListener listener) {
        return run(from, to, mode, Copying.Batch.DEFAULT, listener);
    }

    static MigrationResult run(Place from, Place to, Mode mode, Copying.Batch batch, MigrationListener listener) {
        requireTwo(from, to);
        try (Side source = from.open();
                Side target = to.openOrMake()) {
            target.checkWritable();
            if (mode == Mode.MOVE) {
                source.checkWritable();
            }
            requireSource(source);
            Origin origin = Origin.of(source, listener);
            Marker marker = begun(source, target, origin);
            new Copying(source, target, marker, batch, listener).run();
            Proof.Result result = new Proof(source, target, listener).run();
            if (result instanceof Proof.Result.Equal) {
                requireUnchanged(source, target, origin, listener);
                finish(source, target, origin, mode);
            }
            return published(result);
        }
    }

    /// Compares two stores and changes nothing.
    ///
    /// @throws StoreUnavailableException if there is no store in one of the places, or it cannot be read
    public static MigrationResult compare(Place from, Place to, MigrationListener listener) {
        requireTwo(from, to);
        try (Side source = from.open();
                Side target = to.open()) {
            return published(new Proof(source, target, listener).run());
        }
    }

    /// Lets servers use a store again that was moved away. It gets a new epoch with that, so that clients which have
    /// seen
    /// more in the store that it was moved to begin anew.
    ///
    /// @return whether it had been moved away
    /// @throws StoreUnavailableException if there is no store, or it cannot be written
    public static boolean reopen(Place place) {
        try (Side side = place.open()) {
            boolean moved = side.meta().containsKey(StoreMarks.MOVED);
            if (moved) {
                side.changeMeta(Map.of(), List.of(StoreMarks.MOVED));
            }
            return moved;
        }
    }

    private static void requireTwo(Place from, Place to) {
        if (from.label().equals(to.label())) {
            throw new StoreUnavailableException("the source and the target are the same: " + from.label(), null);
        }
    }

    private static void requireSource(Side source) {
        if (source.meta().containsKey(StoreMarks.FILLING)) {
            throw new StoreUnavailableException(
                    "%s is itself filled by a migration that is not finished".formatted(source.name()), null);
        }
    }

    /// Where to go on, after it was made sure that source and target belong together.
    private static Marker begun(Side source, Side target, Origin origin) {
        Map<String, String> marks = target.meta();
        if (marks.containsKey(StoreMarks.MOVED)) {
            throw new StoreUnavailableException(
                    "%s is no target: its content was moved to %s".formatted(target.name(), movedTo(marks)), null);
        }
        String filling = marks.get(StoreMarks.FILLING);
        if (filling != null) {
            return requireSame(Marker.parse(filling), target, origin);
        }
        requireEmpty(target);
        Map<String, String> sourceMarks = source.meta();
        if (sourceMarks.containsKey(StoreMarks.MOVED)) {
            throw new StoreUnavailableException(
                    "%s was moved to %s already: take that one, or 'carillon migrate --reopen' this one"
                            .formatted(source.name(), movedTo(sourceMarks)),
                    null);
        }
        Marker marker = Marker.beginning(origin, source.name());
        target.changeMeta(Map.of(StoreMarks.FILLING, marker.json()), List.of(StoreMarks.EPOCH));
        return marker;
    }

    private static String movedTo(Map<String, String> marks) {
        @Nullable String moved = marks.get(StoreMarks.MOVED);
        return moved == null ? "nowhere" : JsonObject.parse(moved).string("to");
    }

    private static Marker requireSame(Marker marker, Side target, Origin origin) {
        if (!marker.epoch().equals(origin.epoch())) {
            throw new StoreUnavailableException(
                    ("%s holds a migration of another source, %s, that is not finished: "
                                    + "finish that one, or take an empty target")
                            .formatted(target.name(), marker.from()),
                    null);
        }
        if (!marker.fingerprint().equals(origin.fingerprint())) {
            throw new StoreUnavailableException(
                    "%s has changed since the migration to %s began: begin anew with an empty target"
                            .formatted(marker.from(), target.name()),
                    null);
        }
        return marker;
    }

    private static void requireEmpty(Side target) {
        for (Table table : Table.values()) {
            if (!target.isEmpty(table)) {
                throw new StoreUnavailableException(
                        "%s is not empty, it has rows of kind '%s' (expected: an empty target)"
                                .formatted(target.name(), Contents.label(table)),
                        null);
            }
        }
    }

    /// Nothing keeps a node from starting on a database meanwhile.
    private static void requireUnchanged(Side source, Side target, Origin origin, MigrationListener listener) {
        source.forgetMoment();
        target.forgetMoment();
        source.checkUnused();
        target.checkUnused();
        if (!Origin.of(source, listener).equals(origin)) {
            throw new StoreUnavailableException(
                    "%s has changed during the migration to %s: stop its servers, and begin anew with an empty target"
                            .formatted(source.name(), target.name()),
                    null);
        }
    }

    private static void finish(Side source, Side target, Origin origin, Mode mode) {
        if (mode == Mode.COPY) {
            target.changeMeta(Map.of(), List.of(StoreMarks.FILLING));
            return;
        }
        // Makes everything durable before the source is given up.
        target.changeMeta(Map.of(), List.of(StoreMarks.EPOCH));
        source.changeMeta(Map.of(StoreMarks.MOVED, moved(origin, target)), List.of(StoreMarks.EPOCH));
        target.changeMeta(Map.of(StoreMarks.EPOCH, origin.epoch()), List.of(StoreMarks.FILLING));
    }

    private static String moved(Origin origin, Side target) {
        byte[] utf8 = JsonWriter.object(
                MARK_BYTES, json -> json.field("epoch", origin.epoch()).field("to", target.name()));
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static MigrationResult published(Proof.Result result) {
        return switch (result) {
            case Proof.Result.Different(String difference) -> new MigrationResult.Different(difference);
            case Proof.Result.Equal(Map<Table, Long> counts, long messages, String sha256) -> {
                var rows = new LinkedHashMap<String, Long>();
                for (Table table : Table.values()) {
                    rows.put(Contents.label(table), counts.getOrDefault(table, 0L));
                }
                yield new MigrationResult.Equal(rows, messages, sha256);
            }
        };
    }
}
