/// What "a text matches a query" means, the same for every store: words, queries and snippets.
///
/// A store indexes the terms of [chat.carillon.core.search.SearchTerms], asks its index for the
/// clauses of a [chat.carillon.core.search.SearchQuery], and shows a
/// [chat.carillon.core.search.Snippet]. Pure: no I/O, no threads.
@NullMarked
package chat.carillon.core.search;

import org.jspecify.annotations.NullMarked;
