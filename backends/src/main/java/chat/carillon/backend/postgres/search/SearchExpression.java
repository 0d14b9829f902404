package chat.carillon.backend.postgres.search;

import chat.carillon.core.search.SearchQuery;
import chat.carillon.model.ConversationId;
import java.util.Collection;
import java.util.List;

/// A query as a `tsquery`.
final class SearchExpression {
    private SearchExpression() {}

    /// What must stand in a text.
    static String of(SearchQuery query) {
        var expression = new StringBuilder();
        for (SearchQuery.Clause clause : query.clauses()) {
            if (!expression.isEmpty()) {
                expression.append(" & ");
            }
            appendClause(clause, expression);
        }
        return expression.toString();
    }

    /// The same, in one of these conversations.
    static String of(SearchQuery query, Collection<ConversationId> conversations) {
        var expression = new StringBuilder(of(query)).append(" & (");
        String or = "";
        for (ConversationId conversation : conversations) {
            expression.append(or);
            SearchDocument.appendQuoted(SearchDocument.lexeme(conversation), expression);
            or = " | ";
        }
        return expression.append(')').toString();
    }

    private static void appendClause(SearchQuery.Clause clause, StringBuilder to) {
        List<String> terms = clause.terms();
        to.append('(');
        for (int i = 0; i < terms.size(); i++) {
            if (i > 0) {
                to.append(" <-> ");
            }
            SearchDocument.appendQuoted(terms.get(i), to);
        }
        to.append(clause.prefix() ? ":*)" : ")");
    }
}
