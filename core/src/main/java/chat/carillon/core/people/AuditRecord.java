package chat.carillon.core.people;

import chat.carillon.model.UserId;
import org.jspecify.annotations.Nullable;

/// Somebody did something that others may ask about later.
///
/// @param id in the order of time; no two are the same
/// @param atMillis since 1970 UTC
/// @param kind name of an [AuditKind], perhaps of a newer version
/// @param subject to whom or what; never content or a secret
/// @param address where they were; null: unknown
public record AuditRecord(
        String id,
        long atMillis,
        UserId by,
        String kind,
        @Nullable String subject,
        @Nullable String address) {}
