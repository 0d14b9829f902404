package chat.carillon.backend.migrate.side;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/// A store that this process has for itself, as rows. Every method may throw
/// [chat.carillon.core.store.StoreUnavailableException]. Confined to one thread.
public sealed interface Side extends AutoCloseable permits SqliteSide, PostgresSide {

    /// Where it is, for people; without secrets.
    String name();

    /// @throws chat.carillon.core.store.StoreUnavailableException if a server uses it
    void checkUnused();

    /// @throws chat.carillon.core.store.StoreUnavailableException if nothing can be written here
    void checkWritable();

    /// The rows whose keys come after `after`, in their order, all of one moment: that of the first [#read] or [#count]
    /// since [#forgetMoment].
    RowStream read(Table table, List<Object> after);

    /// Lets [#read] and [#count] see what has been written meanwhile. All streams must be closed.
    void forgetMoment();

    /// How many rows the table has, whether [#read] gives them or not.
    long count(Table table);

    boolean isEmpty(Table table);

    Map<String, String> meta();

    /// Writes rows and one row of `meta` in one transaction. It may be undone by a loss of power, but then all later
    /// ones
    /// are as well.
    ///
    /// @param rows in the order of keys, after all that were written before
    void write(Table table, List<Row> rows, String metaName, String metaValue);

    /// Changes `meta` in one transaction. When this returns, it and everything before it survives a loss of power.
    void changeMeta(Map<String, String> put, Collection<String> remove);

    @Override
    void close();
}
