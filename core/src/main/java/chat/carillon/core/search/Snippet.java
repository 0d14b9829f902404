package chat.carillon.core.search;

import java.util.List;

/// The part of a text that shows why it was found.
public final class Snippet {
    /// Stand before and after each match; a text's own are shown as spaces, so that they cannot be
    /// forged.
    public static final char MATCH_START = '\u0002';

    public static final char MATCH_END = '\u0003';

    private static final char ELLIPSIS = '…';
    private static final int MAX_CHARS = 160;
    private static final int CHARS_BEFORE_MATCH = 40;

    private Snippet() {}

    /// At most about 160 characters of `text`, from a little before the first match.
    public static String of(String text, SearchQuery query) {
        List<SearchTerms.Term> terms = SearchTerms.of(text);
        boolean[] matching = matching(terms, query);
        int first = 0;
        while (first < matching.length && !matching[first]) {
            first++;
        }
        int start = first < matching.length ? startBefore(terms, first) : 0;
        int end = endAfter(text, terms, start);
        var snippet = new StringBuilder();
        if (start > 0) {
            snippet.append(ELLIPSIS);
        }
        int done = start;
        for (int i = 0; i < terms.size(); i++) {
            SearchTerms.Term term = terms.get(i);
            if (matching[i] && term.start() >= start && term.end() <= end) {
                appendClean(text, done, term.start(), snippet);
                snippet.append(MATCH_START);
                appendClean(text, term.start(), term.end(), snippet);
                snippet.append(MATCH_END);
                done = term.end();
            }
        }
        appendClean(text, done, end, snippet);
        if (end < text.length()) {
            snippet.append(ELLIPSIS);
        }
        return snippet.toString();
    }

    private static boolean[] matching(List<SearchTerms.Term> terms, SearchQuery query) {
        var matching = new boolean[terms.size()];
        for (SearchQuery.Clause clause : query.clauses()) {
            for (int i = 0; i < terms.size(); i++) {
                int length = clause.matchLength(terms, i);
                for (int j = 0; j < length; j++) {
                    matching[i + j] = true;
                }
            }
        }
        return matching;
    }

    private static int startBefore(List<SearchTerms.Term> terms, int match) {
        int matchStart = terms.get(match).start();
        if (matchStart <= CHARS_BEFORE_MATCH) {
            return 0;
        }
        int first = match;
        while (first > 0 && terms.get(first - 1).start() >= matchStart - CHARS_BEFORE_MATCH) {
            first--;
        }
        return terms.get(first).start();
    }

    /// Cuts between words; a word that alone is longer than the snippet is cut within.
    private static int endAfter(String text, List<SearchTerms.Term> terms, int start) {
        if (text.length() - start <= MAX_CHARS) {
            return text.length();
        }
        int end = start;
        for (SearchTerms.Term term : terms) {
            if (term.start() >= start && term.end() <= start + MAX_CHARS) {
                end = term.end();
            }
        }
        if (end > start) {
            return end;
        }
        int cut = start + MAX_CHARS;
        return Character.isHighSurrogate(text.charAt(cut - 1)) ? cut - 1 : cut;
    }

    private static void appendClean(String text, int from, int until, StringBuilder to) {
        for (int i = from; i < until; i++) {
            char c = text.charAt(i);
            to.append(c == MATCH_START || c == MATCH_END ? ' ' : c);
        }
    }
}
