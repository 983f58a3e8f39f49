package no.digisos.common.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The roles of the database, as the one SQL file that a superuser runs makes them. */
public final class Databaseroller {
    /** One for each function, and the operators' program. */
    public static final List<String> FUNKSJONER =
            List.of("digisos_submit", "digisos_status", "digisos_metadata", "digisos_fallback", "digisos_drift");

    private static final String FIL = "infra/postgres/roller.sql";

    private Databaseroller() {}

    /** The text of {@code infra/postgres/roller.sql} of this checkout. */
    public static String sql() {
        for (Path mappe = Path.of("").toAbsolutePath(); mappe != null; mappe = mappe.getParent()) {
            Path fil = mappe.resolve(FIL);
            if (Files.isRegularFile(fil)) {
                try {
                    return Files.readString(fil);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new IllegalStateException(FIL + " is not above " + Path.of("").toAbsolutePath());
    }
}
