/// Full-text search by the core's own terms.
///
/// In: texts and queries of [chat.carillon.core.search]. Out: what `tsvector` and `tsquery` hold.
/// PostgreSQL's parsers and dictionaries are not asked: what matches is the same in every store.
/// Each message's vector also holds its conversation, so that one index answers "these words in
/// these conversations" without a look at anybody else's messages.
@NullMarked
package chat.carillon.backend.postgres.search;

import org.jspecify.annotations.NullMarked;
