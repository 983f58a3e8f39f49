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
import no.digisos.common.krypto.TestCertificates;
import no.digisos.common.testkit.Databaseroller;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every table × operation, tried as each function's role, against the one list of what it needs ({@code rettigheter.txt}). */
class RettigheterTest {
    private static final String NEKTET = "42501";
    private static final String FORVENTET = "/rettigheter.txt";

    private static final String TABELLER = """
            SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'f')
             ORDER BY relname""";

    private final TestDatabase database = TestDatabase.create();

    @Test
    void each_role_may_do_what_its_function_needs_and_no_more() throws Exception {
        List<String> funnet = new ArrayList<>();
        try (Connection eier = database.owner().getConnection()) {
            for (String tabell : liste(eier, TABELLER)) {
                List<String> kolonner = liste(
                        eier,
                        "SELECT attname FROM pg_attribute WHERE attrelid = '" + tabell
                                + "'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum");
                int foer = funnet.size();
                for (String rolle : Databaseroller.FUNKSJONER) {
                    String rettigheter = rettigheter(rolle, tabell, kolonner);
                    if (!rettigheter.isEmpty()) {
                        funnet.add(tabell + " " + rolle.replace("digisos_", "") + rettigheter);
                    }
                }
                if (funnet.size() == foer) {
                    funnet.add(tabell + " ingen");
                }
            }
        }
        assertThat(funnet).containsExactlyElementsOf(forventet());
    }

    @ParameterizedTest
    @MethodSource("roller")
    void no_role_changes_the_schema_the_clock_or_itself(String rolle) {
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
            assertThat(utfall(rolle, sql)).as(sql).isEqualTo(NEKTET);
        }
    }

    @Test
    void the_roles_own_nothing_and_are_members_of_nothing() throws SQLException {
        try (Connection eier = database.owner().getConnection()) {
            assertThat(
                            liste(
                                    eier,
                                    "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                    .containsExactly("digisos_eier");
            assertThat(liste(
                            eier,
                            "SELECT rolname FROM pg_roles WHERE rolname LIKE 'digisos!_%' ESCAPE '!' AND (rolsuper OR rolcreaterole"
                                    + " OR rolcreatedb OR rolreplication OR rolbypassrls)"))
                    .isEmpty();
            assertThat(liste(
                            eier,
                            "SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname IN ('"
                                    + String.join("', '", Databaseroller.FUNKSJONER) + "', 'digisos_eier')"))
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
        Fro.sa(database.owner(), TestCertificates.generate("Oslo kommune", 2048).certificate());
        TestDatabase.execute(database.owner(), "UPDATE tilgang SET tilbakekalt = now() WHERE fiks_org_id IS NOT NULL");
        assertThat(utfall("digisos_status", sql)).isEqualTo(NEKTET);
    }

    @Test
    void what_receives_changes_no_password_but_a_kommunes() throws SQLException {
        Fro.sa(database.owner(), TestCertificates.generate("Oslo kommune", 2048).certificate());
        TestDatabase.execute(
                database.owner(),
                "UPDATE integrasjon SET fiks_org_id = (SELECT fiks_org_id FROM kommune WHERE kommunenummer = '0301')"
                        + " WHERE id = '" + Fro.OSLO_FAGSYSTEM.id() + "'");
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
    void the_one_role_of_before_has_nothing_where_nobody_uses_it(String tabell) throws SQLException {
        try (Connection eier = database.owner().getConnection()) {
            assertThat(liste(
                            eier,
                            "SELECT has_table_privilege('digisos_funksjon', '" + tabell
                                    + "', 'SELECT, INSERT, UPDATE, DELETE')::text"))
                    .containsExactly("false");
        }
    }

    private static List<String> roller() {
        return Databaseroller.FUNKSJONER;
    }

    private String rettigheter(String rolle, String tabell, List<String> kolonner) throws SQLException {
        StringBuilder kan = new StringBuilder();
        try (Connection c = database.as(rolle).getConnection()) {
            c.setAutoCommit(false);
            legg(kan, "SELECT", kolonner, tillatte(c, kolonner, "SELECT %s FROM " + tabell + " WHERE false"));
            legg(kan, "INSERT", tillatt(c, "INSERT INTO " + tabell + " DEFAULT VALUES"));
            legg(kan, "UPDATE", kolonner, tillatte(c, kolonner, "UPDATE " + tabell + " SET %s = DEFAULT WHERE false"));
            legg(kan, "DELETE", tillatt(c, "DELETE FROM " + tabell + " WHERE false"));
            legg(kan, "TRUNCATE", tillatt(c, "TRUNCATE " + tabell + " CASCADE"));
            legg(
                    kan,
                    "TRIGGER",
                    tillatt(
                            c,
                            "CREATE TRIGGER ny BEFORE TRUNCATE ON " + tabell
                                    + " EXECUTE FUNCTION suppress_redundant_updates_trigger()"));
        }
        return kan.toString();
    }

    private static void legg(StringBuilder kan, String operasjon, List<String> kolonner, List<String> tillatte) {
        if (!tillatte.isEmpty()) {
            kan.append(' ').append(operasjon);
            if (tillatte.size() < kolonner.size()) {
                kan.append('(').append(String.join(",", tillatte)).append(')');
            }
        }
    }

    private static void legg(StringBuilder kan, String operasjon, boolean tillatt) {
        if (tillatt) {
            kan.append(' ').append(operasjon);
        }
    }

    private static List<String> tillatte(Connection c, List<String> kolonner, String sql) throws SQLException {
        List<String> tillatte = new ArrayList<>();
        for (String kolonne : kolonner) {
            if (tillatt(c, sql.formatted(kolonne))) {
                tillatte.add(kolonne);
            }
        }
        return tillatte;
    }

    /** Whether it is done, or would be but for what the row lacks. */
    private static boolean tillatt(Connection c, String sql) throws SQLException {
        try (Statement s = c.createStatement()) {
            s.execute(sql);
            return true;
        } catch (SQLException e) {
            String tilstand = String.valueOf(e.getSQLState());
            // Beside refusals: a view, which none of it can be done to (55000, 42809, 0A000).
            assertThat(tilstand).as(sql + ": " + e.getMessage()).matches("42501|23...|55000|42809|0A000");
            // That some rows are out of reach is another fact, below.
            return tilstand.startsWith("23") || String.valueOf(e.getMessage()).contains("row-level security");
        } finally {
            c.rollback();
        }
    }

    private String utfall(String rolle, String sql) {
        try (Connection c = database.as(rolle).getConnection();
                Statement s = c.createStatement()) {
            s.execute(sql);
            return "utført";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }

    private static List<String> forventet() throws IOException {
        try (InputStream fil =
                Objects.requireNonNull(RettigheterTest.class.getResourceAsStream(FORVENTET), FORVENTET)) {
            return new String(fil.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(linje -> !linje.isBlank() && !linje.startsWith("#"))
                    .map(linje -> linje.strip().replaceAll("\\s+", " "))
                    .toList();
        }
    }

    private static List<String> liste(Connection c, String sql) throws SQLException {
        List<String> verdier = new ArrayList<>();
        try (Statement s = c.createStatement();
                ResultSet r = s.executeQuery(sql)) {
            while (r.next()) {
                verdier.add(r.getString(1));
            }
        }
        return verdier;
    }
}
