package chat.carillon.server.http;

import chat.carillon.core.log.Authority;
import chat.carillon.core.session.Identities.Identity;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.server.auth.Authentication;
import chat.carillon.server.auth.TokenResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs one route: finds out who asks, whether they may, and what comes of it. Blocks; for virtual threads.
final class Dispatcher {
    private static final String SCHEME = "Bearer ";

    private final Authentication authentication;
    private final Admission admission;

    Dispatcher(Authentication authentication, Admission admission) {
        this.authentication = authentication;
        this.admission = admission;
    }

    /// A request that has arrived whole.
    ///
    /// @param authorization the header, or null
    record Request(
            String id,
            Route route,
            Call.Origin origin,
            @Nullable String authorization,
            Map<String, String> path,
            Map<String, String> query,
            byte[] body) {}

    /// Never throws.
    Answer.Content answer(Request request) {
        Answer answer;
        try {
            answer = run(request);
        } catch (Exception e) {
            answer = Problems.of(e, request.id());
        }
        return switch (answer) {
            case Answer.Content content -> content;
            case Answer.Problem problem -> Problems.document(problem, request.id());
        };
    }

    private Answer run(Request request) {
        Identity identity = null;
        if (request.route().access() != Access.OPEN) {
            TokenResult result = identify(request.authorization());
            if (result instanceof TokenResult.Accepted(Identity accepted)) {
                identity = accepted;
            } else if (request.authorization() != null || request.route().access() != Access.OPTIONAL) {
                return Answer.problem(ErrorCode.UNAUTHENTICATED, reason(result));
            }
        }
        Answer refusal = identity == null ? null : refusal(request.route(), identity);
        if (refusal != null) {
            return refusal;
        }
        return request.route()
                .handler()
                .answer(new Call(identity, request.origin(), request.path(), request.query(), request.body()));
    }

    private TokenResult identify(@Nullable String authorization) {
        if (authorization == null) {
            return new TokenResult.Rejected("the header Authorization is missing (expected: Bearer and a token)");
        }
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new TokenResult.Rejected("the header Authorization has another scheme (expected: Bearer)");
        }
        return authentication.authenticate(
                authorization.substring(SCHEME.length()).strip());
    }

    private static String reason(TokenResult result) {
        return switch (result) {
            case TokenResult.Rejected(String reason) -> reason;
            case TokenResult.Accepted _ -> "";
        };
    }

    private @Nullable Answer refusal(Route route, Identity identity) {
        if (route.access() == Access.ADMINISTRATOR && identity.authority() != Authority.ADMINISTRATOR) {
            return Answer.problem(ErrorCode.FORBIDDEN, "only administrators may do that");
        }
        return admission.refusalOf(identity);
    }
}
