package chat.carillon.backend.postgres;

/// What several transactions ask about many users; the one parameter is their array.
final class UserQueries {
    /// Which of them have an account that is not disabled.
    static final String EXISTING = "SELECT a.user_id FROM account AS a WHERE a.user_id = ANY (?) AND NOT a.disabled";

    /// In how many conversations each is an active member; those in none are left out.
    static final String COUNTS = "SELECT m.user_id, count(*) FROM member AS m"
            + " WHERE m.user_id = ANY (?) AND m.left_seq = 0 GROUP BY m.user_id";

    private UserQueries() {}
}
