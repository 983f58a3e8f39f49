package no.digisos.load;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import no.digisos.local.stack.RunningStack;

/** The program that the functions are compared with. */
final class Hello {
    static final String MODULE = "infra/load/hello";
    static final String PATH = "/hello";

    private Hello() {}

    /** Makes its one table, with one row. */
    static void prepare(RunningStack stack) throws IOException {
        try (Connection connection = stack.database().asOwner().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS hilsen (id bigint PRIMARY KEY, tekst text NOT NULL)");
            statement.execute("INSERT INTO hilsen VALUES (1, 'hei') ON CONFLICT DO NOTHING");
            statement.execute("GRANT SELECT ON hilsen TO digisos_metadata");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
