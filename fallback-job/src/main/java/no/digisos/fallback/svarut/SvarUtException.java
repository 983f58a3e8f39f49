package no.digisos.fallback.svarut;

import org.jspecify.annotations.Nullable;

/** A query to SvarUt gave no answer that can be used. The message can be logged. */
public final class SvarUtException extends Exception {
    private static final long serialVersionUID = 1L;

    SvarUtException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    SvarUtException(String message) {
        this(message, null);
    }
}
