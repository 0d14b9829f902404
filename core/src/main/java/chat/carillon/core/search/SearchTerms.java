package chat.carillon.core.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Takes text apart into the terms that it can be found by.
///
/// A term is a run of letters, digits and marks, without case and without accents. Scripts that put
/// no spaces between words give one term a character instead, so that any part of a sentence can be
/// found as a phrase.
public final class SearchTerms {
    /// Longer words are cut here, in texts and in queries alike.
    private static final int MAX_TERM_CHARS = 64;

    private SearchTerms() {}

    /// @param start index of its first character in the text
    /// @param end index after its last character
    public record Term(String value, int start, int end) {}

    public static List<Term> of(String text) {
        var terms = new ArrayList<Term>();
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            int end = i + Character.charCount(c);
            if (standsAlone(c)) {
                terms.add(new Term(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC), i, end));
            } else if (Character.isLetterOrDigit(c)) {
                end = wordEnd(text, end);
                add(text, i, end, terms);
            }
            i = end;
        }
        return terms;
    }

    /// The terms with one space between them: what a full-text index is fed with.
    public static String joined(String text) {
        var joined = new StringBuilder(text.length());
        for (Term term : of(text)) {
            if (!joined.isEmpty()) {
                joined.append(' ');
            }
            joined.append(term.value());
        }
        return joined.toString();
    }

    private static int wordEnd(String text, int start) {
        int end = start;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            if (standsAlone(c) || !Character.isLetterOrDigit(c) && !isMark(c)) {
                break;
            }
            end += Character.charCount(c);
        }
        return end;
    }

    private static void add(String text, int start, int end, List<Term> terms) {
        String folded = fold(text.substring(start, Math.min(end, start + MAX_TERM_CHARS)));
        if (!folded.isEmpty()) {
            terms.add(new Term(folded, start, end));
        }
    }

    private static String fold(String word) {
        if (isAscii(word)) {
            return word.toLowerCase(Locale.ROOT);
        }
        String decomposed = Normalizer.normalize(word.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
        var folded = new StringBuilder(decomposed.length());
        decomposed
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .map(Character::toLowerCase)
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }

    private static boolean isAscii(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static boolean standsAlone(int c) {
        if (c < 0x0e00 || !Character.isLetterOrDigit(c)) {
            return false;
        }
        return switch (UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO, HANGUL, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }
}
