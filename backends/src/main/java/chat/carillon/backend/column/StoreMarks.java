package chat.carillon.backend.column;

import chat.carillon.core.store.StoreUnavailableException;
import java.util.Collection;
import java.util.List;

/// Rows of the table `meta`, which every database has, that say whether a server may use the store.
public final class StoreMarks {
    /// The incarnation of the content. A store without one gets one when a server opens it.
    public static final String EPOCH = "epoch";

    /// The store is being filled by `carillon migrate`; the value says from where and how far.
    public static final String FILLING = "migration";

    /// The content was moved away by `carillon migrate`; the value says where to.
    public static final String MOVED = "moved";

    /// Those that keep a server away.
    public static final List<String> OBSTACLES = List.of(FILLING, MOVED);

    private StoreMarks() {}

    /// @param found names of rows of `meta`
    /// @param place where the store is, for people
    /// @throws StoreUnavailableException if one of them keeps servers away
    public static void requireServable(Collection<String> found, String place) {
        if (found.contains(FILLING)) {
            throw new StoreUnavailableException(
                    "%s is filled by a migration that is not finished: run the same 'carillon migrate' again"
                            .formatted(place),
                    null);
        }
        if (found.contains(MOVED)) {
            throw new StoreUnavailableException(
                    "%s was moved away by 'carillon migrate': serve the store that it was moved to".formatted(place),
                    null);
        }
    }
}
