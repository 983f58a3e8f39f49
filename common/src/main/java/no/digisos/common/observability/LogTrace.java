package no.digisos.common.observability;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * What the log's lines of one delivery are joined by: fields of each line that is written until it is closed, in the JSON of the
 * log under {@code mdc}. All functions and fallback-job use the same names. None of the values is personal data, and nothing that
 * has not their form gets in, so that no caller writes in our log.
 */
public final class LogTrace implements AutoCloseable {
    /** The case. */
    public static final String DIGISOS_ID = "digisosId";

    /** NAV's reference of the submission. */
    public static final String NAV_EKSTERN_REF_ID = "navEksternRefId";

    /** The delivery's own id, as the queue and SvarInn know it. */
    public static final String MELDING_ID = "meldingId";

    private static final Pattern ID = Pattern.compile(SafePath.UUID);
    /** contract.md 0.7. */
    private static final Pattern REFERENCE = Pattern.compile("[0-9a-zA-Z_-]{1,60}");

    private final List<Runnable> back = new ArrayList<>();

    private LogTrace() {}

    /** Whether this is how the ids of cases and deliveries are written. */
    public static boolean isId(String value) {
        return ID.matcher(value).matches();
    }

    /** Joined by nothing yet. */
    public static LogTrace empty() {
        return new LogTrace();
    }

    /** The lines of a case, or of one submission to it. */
    public static LogTrace sak(@Nullable UUID digisosId, @Nullable String navEksternRefId) {
        return empty().with(DIGISOS_ID, digisosId == null ? null : digisosId.toString())
                .with(NAV_EKSTERN_REF_ID, navEksternRefId);
    }

    /** Adds a field; one without a value, or whose value has not its form, is left out. */
    public LogTrace with(String field, @Nullable String value) {
        Pattern form = field.equals(NAV_EKSTERN_REF_ID) ? REFERENCE : ID;
        if (value == null || !form.matcher(value).matches()) {
            return this;
        }
        Object previous = MDC.get(field);
        MDC.put(field, value);
        back.add(() -> {
            if (previous == null) {
                MDC.remove(field);
            } else {
                MDC.put(field, previous);
            }
        });
        return this;
    }

    /** The fields are as they were before. */
    @Override
    public void close() {
        back.reversed().forEach(Runnable::run);
        back.clear();
    }
}
