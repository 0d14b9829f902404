package chat.carillon.server.http.route;

import chat.carillon.protocol.ErrorCode;
import chat.carillon.server.account.People;
import chat.carillon.server.http.Access;
import chat.carillon.server.http.Answer;
import chat.carillon.server.http.Call;
import chat.carillon.server.http.Route;
import chat.carillon.server.http.Route.Method;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Pictures of users. They are given to whoever knows their hash: an `img` element sends no token.
public final class AvatarRoutes {
    private static final int OK = 200;

    /// The hash in the address changes with the image.
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    /// Whatever the bytes are, as a page of their own they can do nothing.
    private static final String NOTHING = "default-src 'none'; sandbox";

    private final People people;

    public AvatarRoutes(People people) {
        this.people = people;
    }

    public List<Route> routes() {
        String avatar = "/v1/users/{user}/avatar";
        return List.of(
                new Route(Method.PUT, avatar, Access.USER, call -> show(call, call.bytes())),
                new Route(Method.DELETE, avatar, Access.USER, call -> show(call, null)),
                new Route(Method.GET, avatar + "/{hash}", Access.OPEN, this::give));
    }

    private Answer show(Call call, byte @Nullable [] image) {
        return Replies.outcome(
                people.show(call.identity(), call.pathUser(), image),
                person -> Answer.json(json -> Shapes.person(json, person)));
    }

    private Answer give(Call call) {
        return people.avatar(call.pathUser(), call.path("hash"))
                .<Answer>map(avatar -> new Answer.Content(
                        OK,
                        avatar.mediaType(),
                        avatar.image(),
                        Map.of(
                                "Cache-Control",
                                FOR_EVER,
                                "ETag",
                                "\"" + avatar.hash() + "\"",
                                "Content-Security-Policy",
                                NOTHING,
                                "Cross-Origin-Resource-Policy",
                                "cross-origin")))
                .orElseGet(() -> Answer.problem(ErrorCode.NOT_FOUND, "there is no such picture"));
    }
}
