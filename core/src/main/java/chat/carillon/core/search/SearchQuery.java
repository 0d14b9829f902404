package chat.carillon.core.search;

import java.util.ArrayList;
import java.util.List;

/// What somebody looks for: clauses that must all match.
///
/// Words are and-ed, the last one also matches as the beginning of a word, what stands in double
/// quotes matches as a phrase. There is no other syntax, so every input is a query.
public record SearchQuery(List<Clause> clauses) {
    /// What is longer is cut: nobody types so much.
    private static final int MAX_QUERY_CHARS = 512;

    private static final int MAX_TERMS = 32;

    /// Terms that follow one another.
    ///
    /// @param prefix whether the last term may be the beginning of a word
    public record Clause(List<String> terms, boolean prefix) {

        /// How many terms of the text, from index `at`, this clause covers; 0 if it does not match
        /// there.
        int matchLength(List<SearchTerms.Term> text, int at) {
            if (at + terms.size() > text.size()) {
                return 0;
            }
            for (int i = 0; i < terms.size(); i++) {
                String term = text.get(at + i).value();
                boolean matches =
                        prefix && i == terms.size() - 1 ? term.startsWith(terms.get(i)) : term.equals(terms.get(i));
                if (!matches) {
                    return 0;
                }
            }
            return terms.size();
        }

        int count(List<SearchTerms.Term> text) {
            int count = 0;
            for (int i = 0; i < text.size(); i++) {
                count += matchLength(text, i) > 0 ? 1 : 0;
            }
            return count;
        }
    }

    public static SearchQuery parse(String input) {
        String query = input.length() <= MAX_QUERY_CHARS ? input : input.substring(0, MAX_QUERY_CHARS);
        var clauses = new ArrayList<Clause>();
        int termsLeft = MAX_TERMS;
        boolean quoted = false;
        for (String part : query.split("\"", -1)) {
            List<String> pieces = quoted ? List.of(part) : List.of(part.split("\\s+"));
            for (String piece : pieces) {
                List<String> terms = SearchTerms.of(piece).stream()
                        .map(SearchTerms.Term::value)
                        .limit(termsLeft)
                        .toList();
                if (!terms.isEmpty()) {
                    clauses.add(new Clause(terms, !quoted));
                    termsLeft -= terms.size();
                }
            }
            quoted = !quoted;
        }
        for (int i = 0; i < clauses.size() - 1; i++) {
            clauses.set(i, new Clause(clauses.get(i).terms(), false));
        }
        return new SearchQuery(List.copyOf(clauses));
    }

    /// Nothing can match it: no letter and no digit.
    public boolean isEmpty() {
        return clauses.isEmpty();
    }

    /// How well a text matches: 0 not at all, else more for more occurrences in less text. The
    /// measure of stores without an index of their own.
    public double rank(String text) {
        List<SearchTerms.Term> terms = SearchTerms.of(text);
        double rank = 0;
        for (Clause clause : clauses) {
            int count = clause.count(terms);
            if (count == 0) {
                return 0;
            }
            rank += count / (count + 1.0 + terms.size() / 20.0);
        }
        return rank;
    }
}
