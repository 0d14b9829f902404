package chat.carillon.core.store.memory;

import chat.carillon.core.store.AccountStore;
import chat.carillon.core.time.Time;
import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// [AccountStore] in memory.
final class MemoryAccounts implements AccountStore {
    private final MemoryState state;
    private final Time time;

    MemoryAccounts(MemoryState state, Time time) {
        this.state = state;
        this.time = time;
    }

    @Override
    public boolean create(Account account, @Nullable String passwordHash) {
        synchronized (state) {
            if (state.accounts.putIfAbsent(account.user(), account) != null) {
                return false;
            }
            if (passwordHash != null) {
                state.passwordHashes.put(account.user(), passwordHash);
            }
            return true;
        }
    }

    @Override
    public Optional<Account> find(UserId user) {
        synchronized (state) {
            return Optional.ofNullable(state.accounts.get(user));
        }
    }

    @Override
    public List<Account> find(Collection<UserId> users) {
        synchronized (state) {
            return state.accounts.values().stream()
                    .filter(account -> users.contains(account.user()))
                    .toList();
        }
    }

    @Override
    public Set<UserId> existing(Collection<UserId> users) {
        synchronized (state) {
            return state.existing(users);
        }
    }

    @Override
    public List<Account> list(@Nullable String query, @Nullable UserId afterUser, int limit) {
        String wanted = query == null ? "" : query.toLowerCase(Locale.ROOT);
        synchronized (state) {
            return state.accounts.values().stream()
                    .filter(account -> afterUser == null || account.user().compareTo(afterUser) > 0)
                    .filter(account -> account.user().value().contains(wanted)
                            || account.displayName().toLowerCase(Locale.ROOT).contains(wanted))
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public Optional<String> passwordHash(UserId user) {
        synchronized (state) {
            return Optional.ofNullable(state.passwordHashes.get(user));
        }
    }

    @Override
    public void setPasswordHash(UserId user, @Nullable String passwordHash) {
        synchronized (state) {
            if (!state.accounts.containsKey(user)) {
                return;
            }
            if (passwordHash == null) {
                state.passwordHashes.remove(user);
            } else {
                state.passwordHashes.put(user, passwordHash);
            }
            revoke(user);
        }
    }

    @Override
    public void update(UserId user, AccountChange change) {
        synchronized (state) {
            Account old = state.accounts.get(user);
            if (old == null) {
                return;
            }
            state.accounts.put(
                    user,
                    new Account(
                            user,
                            Objects.requireNonNullElse(change.displayName(), old.displayName()),
                            Objects.requireNonNullElse(change.administrator(), old.administrator()),
                            Objects.requireNonNullElse(change.disabled(), old.disabled()),
                            old.createdAtMillis()));
            if (change.disables()) {
                revoke(user);
            }
        }
    }

    @Override
    public boolean anyAdministrator() {
        synchronized (state) {
            return state.accounts.values().stream().anyMatch(account -> account.administrator() && !account.disabled());
        }
    }

    @Override
    public void createToken(Token token) {
        synchronized (state) {
            state.tokens.put(token.sha256(), token);
        }
    }

    @Override
    public Optional<Token> token(String sha256) {
        synchronized (state) {
            return Optional.ofNullable(state.tokens.get(sha256));
        }
    }

    @Override
    public List<Token> tokensOf(UserId user) {
        synchronized (state) {
            return state.tokens.values().stream()
                    .filter(token -> token.user().equals(user))
                    .toList();
        }
    }

    @Override
    public List<Token> tokensLabelled(String label, long atMillis, int limit) {
        synchronized (state) {
            return state.tokens.values().stream()
                    .filter(token -> token.label().equals(label) && token.expiresAtMillis() > atMillis)
                    .sorted(Comparator.comparingLong(Token::createdAtMillis)
                            .thenComparing(Token::sha256)
                            .reversed())
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public boolean revokeToken(String sha256) {
        synchronized (state) {
            Token token = state.tokens.remove(sha256);
            if (token != null) {
                state.revocations.add(new Revocation(token.user(), sha256, time.wallMillis()));
            }
            return token != null;
        }
    }

    @Override
    public int revokeTokensOf(UserId user) {
        synchronized (state) {
            return revoke(user);
        }
    }

    private int revoke(UserId user) {
        List<Token> tokens = tokensOf(user);
        long now = time.wallMillis();
        for (Token token : tokens) {
            state.tokens.remove(token.sha256());
            state.revocations.add(new Revocation(user, token.sha256(), now));
        }
        state.revocations.add(new Revocation(user, null, now));
        state.devices.remove(user);
        return tokens.size();
    }

    @Override
    public void deleteTokensExpiredBefore(long atMillis) {
        synchronized (state) {
            state.tokens.values().removeIf(token -> token.expiresAtMillis() < atMillis);
        }
    }

    @Override
    public List<Revocation> revokedSince(long sinceMillis, @Nullable Revocation after, int limit) {
        synchronized (state) {
            var later = after == null ? state.revocations : state.revocations.tailSet(after, false);
            return later.stream()
                    .filter(revocation -> revocation.atMillis() >= sinceMillis)
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public void deleteRevocationsBefore(long atMillis) {
        synchronized (state) {
            state.revocations.removeIf(revocation -> revocation.atMillis() < atMillis);
        }
    }

    @Override
    public byte[] secret(String name, byte[] fresh) {
        synchronized (state) {
            return state.secrets.computeIfAbsent(name, _ -> fresh.clone()).clone();
        }
    }
}
