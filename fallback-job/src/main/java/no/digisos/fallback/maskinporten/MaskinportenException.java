package no.digisos.fallback.maskinporten;

import org.jspecify.annotations.Nullable;

/** No token could be had. The message can be logged: it holds no secret and no free text of the issuer. */
public final class MaskinportenException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What a repeat can be expected to do. */
    public enum Reason {
        /** The issuer refused us: key, client or scope is wrong. A repeat fails until somebody acts. */
        REFUSED,
        /** The issuer is away, slow or overloaded. A repeat may succeed. */
        UNAVAILABLE,
        /** The issuer's answer was no token response. */
        INVALID_ANSWER
    }

    private final Reason reason;

    /** @param message to be logged and stored: no secret, no free text of the issuer */
    public MaskinportenException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What kind of failure it is, which decides whether trying again may help. */
    public Reason reason() {
        return reason;
    }
}
