package no.digisos.common.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says who may call a resource. {@link AccessFilter} refuses every call to a method that has none, on itself or its class, so
 * nothing is open by omission.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresGrant {
    /**
     * The accepted token issuers. None means that the answer is public, and that nobody needs to say who they are: for what is
     * published by nature, such as a konto's public key, and nothing else.
     */
    TokenType[] token();

    /** The grant that the integration needs, any one of these; none means any known integration. */
    Privilegium[] privilegium() default {};

    /**
     * Whether an integration must log in too. Not so for the citizen's own browser, which has none: there {@link CurrentCaller#person()}
     * is all that is known, and a citizen without a token is sent to the login. Nor for a kommune's administrator, a person who
     * needs the grant {@link Privilegium#ADMIN}: there {@link CurrentCaller#administrator()} tells which kommuner.
     */
    boolean integrasjon() default true;

    /**
     * Whether the integration may log in against what was last seen of it while the database is away ({@link IntegrasjonMemory}). For
     * reads that name nobody and are needed most when all else fails.
     */
    boolean withoutDatabase() default false;
}
