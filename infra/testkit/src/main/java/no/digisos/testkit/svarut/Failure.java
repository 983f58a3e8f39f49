package no.digisos.testkit.svarut;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A way to fail, asked for through {@code POST /kontroll/feil}.
 *
 * @param type what happens
 * @param antall how many times; null until it is reset
 * @param eksternRef for forsendelser with this reference only; null for all
 * @param status the HTTP status of STATUS and STATUS_AFTER_ACCEPT
 * @param millis how long SLOW waits, or how young a forsendelse is that LOOKUP_LAG hides; null hides all
 */
record Failure(
        Type type,
        @Nullable Integer antall,
        @Nullable String eksternRef,
        @Nullable Integer status,
        @Nullable Long millis) {

    enum Type {
        ACCEPT_THEN_DROP(false),
        DROP_BEFORE_ACCEPT(true),
        STATUS(true),
        STATUS_AFTER_ACCEPT(false),
        SLOW(false),
        UNPARSABLE_200(false),
        AVVIST(false),
        TWO_IDS(false),
        LOOKUP_LAG(false),
        LOOKUP_UNREADABLE(false),
        DOWN(false);

        private final boolean beforeAccept;

        Type(boolean beforeAccept) {
            this.beforeAccept = beforeAccept;
        }

        boolean beforeAccept() {
            return beforeAccept;
        }
    }

    Failure {
        Objects.requireNonNull(type, "type er påkrevd");
        if (antall != null && antall < 0) {
            throw new IllegalArgumentException("antall kan ikke være negativt");
        }
        boolean answers = type == Type.STATUS || type == Type.STATUS_AFTER_ACCEPT;
        if (answers && (status == null || status < 400 || status > 599)) {
            throw new IllegalArgumentException("status må være fra 400 til 599");
        }
        if (type == Type.SLOW && (millis == null || millis < 0)) {
            throw new IllegalArgumentException("millis er påkrevd");
        }
    }

    int statusOr(int otherwise) {
        return status == null ? otherwise : status;
    }

    long millisOrZero() {
        return millis == null ? 0 : millis;
    }

    Failure oneLess() {
        return antall == null ? this : new Failure(type, antall - 1, eksternRef, status, millis);
    }
}
