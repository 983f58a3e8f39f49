package no.digisos.testkit.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The roles of the database, as the one SQL file that a superuser runs makes them. */
public final class DatabaseRoles {
    /** One for each function, and the operators' program. */
    public static final List<String> FUNCTIONS =
            List.of("digisos_submit", "digisos_status", "digisos_metadata", "digisos_fallback", "digisos_drift");

    private static final String FILE = "infra/postgres/roller.sql";

    private DatabaseRoles() {}

    /** The text of {@code infra/postgres/roller.sql} of this checkout. */
    public static String sql() {
        for (Path directory = Path.of("").toAbsolutePath(); directory != null; directory = directory.getParent()) {
            Path file = directory.resolve(FILE);
            if (Files.isRegularFile(file)) {
                try {
                    return Files.readString(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new IllegalStateException(FILE + " is not above " + Path.of("").toAbsolutePath());
    }
}
