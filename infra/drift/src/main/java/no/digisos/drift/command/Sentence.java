package no.digisos.drift.command;

import java.sql.SQLException;
import java.util.regex.Pattern;
import no.digisos.common.database.DatabaseException;
import org.jspecify.annotations.Nullable;

/** What an operator is told of a failure: a sentence, and nothing of how the program is made. */
public final class Sentence {
    /** The name of a Java type, as messages quote it, and what then divides it from the rest. */
    private static final Pattern TYPE = Pattern.compile("(?:class )?\\b(?:[a-z][a-z0-9_]*\\.){2,}[A-Z][\\w$]*(?:: ?)?");

    /** How the framework begins when the reason is further in. */
    private static final String WRAPPER = "Failed to start";

    private Sentence() {}

    /** What happened. */
    public static String about(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException || t instanceof DatabaseException) {
                return "the database does not answer as it should (" + reason(t) + ")";
            }
        }
        return reason(failure);
    }

    /** The first that says something: what lies around it only says that there is more. */
    private static String reason(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            String melding = withoutTypes(t.getMessage());
            if (!melding.isEmpty() && !melding.startsWith(WRAPPER)) {
                return melding;
            }
        }
        return "something failed that should not; QUARKUS_LOG_LEVEL=DEBUG tells what";
    }

    private static String withoutTypes(@Nullable String melding) {
        return melding == null
                ? ""
                : TYPE.matcher(melding).replaceAll("").replaceAll("\\s+", " ").strip();
    }
}
