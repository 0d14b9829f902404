package chat.carillon.backend.migrate;

import java.util.Map;

/// How a migration, or a comparison, ended.
public sealed interface MigrationResult {

    /// Both stores hold the same.
    ///
    /// @param rows of each kind, in the order in which they are copied
    /// @param messages among the entries
    /// @param sha256 over everything
    record Equal(Map<String, Long> rows, long messages, String sha256) implements MigrationResult {}

    /// They do not. A target that was being filled stays as it is, and no server may use it.
    ///
    /// @param difference the first one found, in a sentence without a period
    record Different(String difference) implements MigrationResult {}
}
