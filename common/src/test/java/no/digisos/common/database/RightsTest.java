package no.digisos.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import no.digisos.testkit.database.DatabaseRoles;
import no.digisos.testkit.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every table × operation, tried as each function's role, against the one list of what it needs ({@code rettigheter.txt}). */
class RightsTest {
    private static final String REFUSED = "42501";
    private static final String EXPECTED = "/rettigheter.txt";

    private static final String TABLES = """
            SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'f')
             ORDER BY relname""";

    private final TestDatabase database = TestDatabase.create();

    @Test
    void each_role_may_do_what_its_function_needs_and_no_more() throws Exception {
        List<String> found = new ArrayList<>();
        try (Connection owner = database.owner().getConnection()) {
            for (String table : list(owner, TABLES)) {
                List<String> columns = list(
                        owner,
                        "SELECT attname FROM pg_attribute WHERE attrelid = '" + table
                                + "'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum");
                int before = found.size();
                for (String role : DatabaseRoles.FUNCTIONS) {
                    String rights = rights(role, table, columns);
                    if (!rights.isEmpty()) {
                        found.add(table + " " + role.replace("digisos_", "") + rights);
                    }
                }
                if (found.size() == before) {
                    found.add(table + " ingen");
                }
            }
        }
        assertThat(found).containsExactlyElementsOf(expected());
    }

    @ParameterizedTest
    @MethodSource("roles")
    void no_role_changes_the_schema_the_clock_or_itself(String role) {
        for (String sql : List.of(
                "CREATE TABLE ny (id integer)",
                "CREATE FUNCTION ny() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
                "CREATE OR REPLACE FUNCTION digisos_now() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT now()'",
                "ALTER TABLE dokument ADD COLUMN ny text",
                "ALTER TABLE audit_rad DISABLE TRIGGER ALL",
                "DROP TABLE historikk",
                "CREATE INDEX ny ON leveranse (id)",
                "SET ROLE digisos_eier",
                "SET SESSION AUTHORIZATION digisos_eier",
                "ALTER ROLE digisos_eier PASSWORD 'x'",
                "CREATE ROLE ny",
                "SELECT pg_read_file('postgresql.conf')",
                "COPY historikk TO PROGRAM 'true'")) {
            assertThat(outcome(role, sql)).as(sql).isEqualTo(REFUSED);
        }
    }

    @Test
    void the_roles_own_nothing_and_are_members_of_nothing() throws SQLException {
        try (Connection owner = database.owner().getConnection()) {
            assertThat(
                            list(
                                    owner,
                                    "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                    .containsExactly("digisos_eier");
            assertThat(list(
                            owner,
                            "SELECT rolname FROM pg_roles WHERE rolname LIKE 'digisos!_%' ESCAPE '!' AND (rolsuper OR rolcreaterole"
                                    + " OR rolcreatedb OR rolreplication OR rolbypassrls)"))
                    .isEmpty();
            assertThat(list(
                            owner,
                            "SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname IN ('"
                                    + String.join("', '", DatabaseRoles.FUNCTIONS) + "', 'digisos_eier')"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO tilgang (integrasjon_id, privilegium) SELECT id, 'NAV_INNSYN' FROM integrasjon WHERE navn = 'NAV'",
                "INSERT INTO tilgang (integrasjon_id, privilegium, fiks_org_id) SELECT i.id, 'AUDIT', k.fiks_org_id FROM integrasjon i, kommune k",
                "INSERT INTO tilgang (person_indeks_nokkel, person_indeks, privilegium, fiks_org_id)"
                        + " SELECT 'a', '\\x01', 'ADMIN', fiks_org_id FROM kommune",
                "INSERT INTO integrasjon (id, navn, autorisert_organisasjon, passord_salt, passord_hash)"
                        + " SELECT gen_random_uuid(), 'ny', autorisert_organisasjon, passord_salt, passord_hash FROM integrasjon",
                "UPDATE tilgang SET tilbakekalt = NULL WHERE fiks_org_id IS NOT NULL"
            })
    void what_receives_gives_nothing_that_is_not_a_kommunes(String sql) {
        sow();
        TestDatabase.execute(database.owner(), "UPDATE tilgang SET tilbakekalt = now() WHERE fiks_org_id IS NOT NULL");
        assertThat(outcome("digisos_status", sql)).isEqualTo(REFUSED);
    }

    @Test
    void what_receives_changes_no_password_but_a_kommunes() throws SQLException {
        sow();
        TestDatabase.execute(
                database.owner(),
                "UPDATE integrasjon SET fiks_org_id = (SELECT fiks_org_id FROM kommune WHERE kommunenummer = '0301')"
                        + " WHERE navn = 'Fagsystem'");
        try (Connection c = database.as("digisos_status").getConnection();
                Statement s = c.createStatement()) {
            s.execute("UPDATE integrasjon SET passord_hash = decode(repeat('00', 32), 'hex')");
            assertThat(s.getUpdateCount()).isEqualTo(1);
            s.execute("UPDATE tilgang SET tilbakekalt = now() WHERE fiks_org_id IS NULL");
            assertThat(s.getUpdateCount()).isZero();
        }
    }

    /** What came before each function had a role of its own is left to nobody. */
    @ParameterizedTest
    @ValueSource(strings = {"dokument", "integrasjon", "audit_rad", "leveranse"})
    void the_one_role_of_before_has_nothing_where_nobody_uses_it(String table) throws SQLException {
        try (Connection owner = database.owner().getConnection()) {
            assertThat(list(
                            owner,
                            "SELECT has_table_privilege('digisos_funksjon', '" + table
                                    + "', 'SELECT, INSERT, UPDATE, DELETE')::text"))
                    .containsExactly("false");
        }
    }

    /** A kommune, and two integrations: NAV's, which has its grant for all kommuner, and one of a fagsystem of that kommune. */
    private void sow() {
        TestDatabase.execute(database.owner(), """
                INSERT INTO kommune (kommunenummer, navn, fiks_org_id)
                VALUES ('0301', 'Oslo', '11415cd1-e26d-499a-8421-751457dfcbd5');
                INSERT INTO integrasjon (id, navn, autorisert_organisasjon, passord_salt, passord_hash)
                SELECT gen_random_uuid(), navn, '889640782', decode(repeat('00', 16), 'hex'), decode(repeat('01', 32), 'hex')
                  FROM unnest(ARRAY['NAV', 'Fagsystem']) AS navn;
                INSERT INTO tilgang (integrasjon_id, privilegium, fiks_org_id)
                SELECT i.id, 'NAV_INNSYN', NULL::uuid FROM integrasjon i WHERE i.navn = 'NAV'
                UNION ALL
                SELECT i.id, 'FAGSYSTEM', k.fiks_org_id FROM integrasjon i, kommune k WHERE i.navn = 'Fagsystem'
                """);
    }

    private static List<String> roles() {
        return DatabaseRoles.FUNCTIONS;
    }

    private String rights(String role, String table, List<String> columns) throws SQLException {
        StringBuilder can = new StringBuilder();
        try (Connection c = database.as(role).getConnection()) {
            c.setAutoCommit(false);
            add(can, "SELECT", columns, allowedValues(c, columns, "SELECT %s FROM " + table + " WHERE false"));
            add(can, "INSERT", allowed(c, "INSERT INTO " + table + " DEFAULT VALUES"));
            add(can, "UPDATE", columns, allowedValues(c, columns, "UPDATE " + table + " SET %s = DEFAULT WHERE false"));
            add(can, "DELETE", allowed(c, "DELETE FROM " + table + " WHERE false"));
            add(can, "TRUNCATE", allowed(c, "TRUNCATE " + table + " CASCADE"));
            add(
                    can,
                    "TRIGGER",
                    allowed(
                            c,
                            "CREATE TRIGGER ny BEFORE TRUNCATE ON " + table
                                    + " EXECUTE FUNCTION suppress_redundant_updates_trigger()"));
        }
        return can.toString();
    }

    private static void add(StringBuilder can, String operation, List<String> columns, List<String> allowedValues) {
        if (!allowedValues.isEmpty()) {
            can.append(' ').append(operation);
            if (allowedValues.size() < columns.size()) {
                can.append('(').append(String.join(",", allowedValues)).append(')');
            }
        }
    }

    private static void add(StringBuilder can, String operation, boolean allowed) {
        if (allowed) {
            can.append(' ').append(operation);
        }
    }

    private static List<String> allowedValues(Connection c, List<String> columns, String sql) throws SQLException {
        List<String> allowedValues = new ArrayList<>();
        for (String column : columns) {
            if (allowed(c, sql.formatted(column))) {
                allowedValues.add(column);
            }
        }
        return allowedValues;
    }

    /** Whether it is done, or would be but for what the row lacks. */
    private static boolean allowed(Connection c, String sql) throws SQLException {
        try (Statement s = c.createStatement()) {
            s.execute(sql);
            return true;
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            // Beside refusals: a view, which none of it can be done to (55000, 42809, 0A000).
            assertThat(state).as(sql + ": " + e.getMessage()).matches("42501|23...|55000|42809|0A000");
            // That some rows are out of reach is another fact, below.
            return state.startsWith("23") || String.valueOf(e.getMessage()).contains("row-level security");
        } finally {
            c.rollback();
        }
    }

    private String outcome(String role, String sql) {
        try (Connection c = database.as(role).getConnection();
                Statement s = c.createStatement()) {
            s.execute(sql);
            return "utført";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }

    private static List<String> expected() throws IOException {
        try (InputStream file = Objects.requireNonNull(RightsTest.class.getResourceAsStream(EXPECTED), EXPECTED)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.strip().replaceAll("\\s+", " "))
                    .toList();
        }
    }

    private static List<String> list(Connection c, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement s = c.createStatement();
                ResultSet r = s.executeQuery(sql)) {
            while (r.next()) {
                values.add(r.getString(1));
            }
        }
        return values;
    }
}
