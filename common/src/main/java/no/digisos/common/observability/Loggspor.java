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
public final class Loggspor implements AutoCloseable {
    /** The case. */
    public static final String DIGISOS_ID = "digisosId";

    /** NAV's reference of the submission. */
    public static final String NAV_EKSTERN_REF_ID = "navEksternRefId";

    /** The delivery's own id, as the queue and SvarInn know it. */
    public static final String MELDING_ID = "meldingId";

    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    /** contract.md 0.7. */
    private static final Pattern REFERANSE = Pattern.compile("[0-9a-zA-Z_-]{1,60}");

    private final List<Runnable> tilbake = new ArrayList<>();

    private Loggspor() {}

    /** Whether this is how the ids of cases and deliveries are written. */
    public static boolean erId(String verdi) {
        return ID.matcher(verdi).matches();
    }

    /** Joined by nothing yet. */
    public static Loggspor tomt() {
        return new Loggspor();
    }

    /** The lines of a case, or of one submission to it. */
    public static Loggspor sak(@Nullable UUID digisosId, @Nullable String navEksternRefId) {
        return tomt().med(DIGISOS_ID, digisosId == null ? null : digisosId.toString())
                .med(NAV_EKSTERN_REF_ID, navEksternRefId);
    }

    /** Adds a field; one without a value, or whose value has not its form, is left out. */
    public Loggspor med(String felt, @Nullable String verdi) {
        Pattern form = felt.equals(NAV_EKSTERN_REF_ID) ? REFERANSE : ID;
        if (verdi == null || !form.matcher(verdi).matches()) {
            return this;
        }
        Object forrige = MDC.get(felt);
        MDC.put(felt, verdi);
        tilbake.add(() -> {
            if (forrige == null) {
                MDC.remove(felt);
            } else {
                MDC.put(felt, forrige);
            }
        });
        return this;
    }

    /** The fields are as they were before. */
    @Override
    public void close() {
        tilbake.reversed().forEach(Runnable::run);
        tilbake.clear();
    }
}
