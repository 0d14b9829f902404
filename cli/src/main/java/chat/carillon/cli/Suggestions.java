package chat.carillon.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// What somebody may have meant who typed a word that does not exist.
final class Suggestions {
    private static final int MAX_SUGGESTIONS = 3;
    /// A slip in so many letters.
    private static final int LETTERS_PER_SLIP = 3;

    private Suggestions() {}

    /// Words that begin like it, or are few slips away from it, the nearest first.
    static List<String> near(String typed, Collection<String> words) {
        return words.stream()
                .filter(word -> word.startsWith(typed) || slips(typed, word) <= typed.length() / LETTERS_PER_SLIP)
                .sorted(Comparator.comparingInt((String word) -> slips(typed, word))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_SUGGESTIONS)
                .toList();
    }

    /// Letters that must be added, dropped, changed, or swapped with their neighbour.
    private static int slips(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
