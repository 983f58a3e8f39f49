package no.digisos.common.security;

import jakarta.ws.rs.Priorities;

/**
 * The order in which a request meets those who look at it before its resource does. Everybody who registers a filter or a route
 * takes the place from here; {@code no.digisos.common.http} has the map. It lies here since that package knows this one, and not the
 * other way round.
 */
public final class FilterOrder {
    /** Vert.x filter, the highest first: before Quarkus' own, so that nobody routes what is no request. */
    public static final int EDGE = 10_000;

    /** Vert.x route, the lowest first: a session that cannot be opened is thrown away before anybody answers for it. */
    public static final int BROWSER_SESSION = -20_000;

    /** Vert.x route: what fails in the router gets the one error shape. */
    public static final int ROUTER_FAILURE = -EDGE;

    /** Vert.x route: before those of Quarkus' extensions. */
    public static final int BEFORE_QUARKUS = -1;

    /** JAX-RS filter, the lowest first: the body is ours before anybody reads it. */
    public static final int BODY = Priorities.AUTHENTICATION - 100;

    /** JAX-RS filter: who calls. Each resource has one way in, so that the two filters here never meet. */
    public static final int CALLER = Priorities.AUTHENTICATION;

    /** JAX-RS filter: a call that needs a place waits for it when it is known who calls. */
    public static final int PLACE = Priorities.AUTHENTICATION + 100;

    /** JAX-RS filter: a call that got no place is refused. */
    public static final int PLACE_REFUSED = PLACE + 1;

    private FilterOrder() {}
}
