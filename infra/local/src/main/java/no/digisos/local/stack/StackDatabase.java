package no.digisos.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import no.digisos.testkit.process.ChildProcess;
import no.digisos.testkit.process.LocalPostgres;
import no.digisos.testkit.process.ProgramRun;
import org.postgresql.ds.PGSimpleDataSource;

/** The database of a stack: the server, the roles of {@code infra/postgres/roller.sql}, and the schema. */
public final class StackDatabase {

    private static final String DATABASE = "digisos";
    private static final String OWNER = "digisos_eier";
    private static final List<String> FUNCTIONS =
            List.of("digisos_submit", "digisos_status", "digisos_metadata", "digisos_fallback", "digisos_drift");
    private static final String SUPERUSER = "postgres";
    private static final int PASSWORD_BYTES = 18;
    private static final Duration MIGRATION_LIMIT = Duration.ofMinutes(2);

    private final LocalPostgres server;
    private final List<Integer> reserves;
    private final StackJson.Login owner = new StackJson.Login(OWNER, newPassword());
    /** Each function knows its own role's name; on this one machine they have one password. */
    private final String functionsPassword = newPassword();

    private StackDatabase(LocalPostgres server, List<Integer> reserves) {
        this.server = server;
        this.reserves = List.copyOf(reserves);
    }

    /**
     * Prepares a server: roles and database unless they are there, new passwords, and the newest schema.
     *
     * @param reserves ports at which another server may take over
     * @param logs the directory for the migrator's log
     * @throws IOException when the database cannot be prepared
     */
    static StackDatabase prepare(LocalPostgres server, List<Integer> reserves, Checkout checkout, Path logs)
            throws IOException, InterruptedException {
        StackDatabase database = new StackDatabase(server, reserves);
        try (Connection superuser = DriverManager.getConnection(server.jdbcUrl(SUPERUSER, SUPERUSER));
                Statement statement = superuser.createStatement()) {
            statement.execute(Files.readString(checkout.roles()));
            statement.execute("ALTER ROLE " + OWNER + " PASSWORD '" + database.owner.passord() + "'");
            for (String role : FUNCTIONS) {
                statement.execute("ALTER ROLE " + role + " PASSWORD '" + database.functionsPassword + "'");
            }
            if (isEmpty(statement, "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + OWNER);
            }
        } catch (SQLException e) {
            throw new IOException("the roles could not be made: " + e.getMessage(), e);
        }
        database.migrate(checkout, logs);
        return database;
    }

    /** Logs in as the owner of the schema. */
    public DataSource asOwner() {
        return dataSource(owner);
    }

    /** The server, for tests that stop it. */
    public LocalPostgres server() {
        return server;
    }

    /** With all servers where there are several, of which the driver finds the one that takes writes. */
    String jdbcUrl() {
        if (reserves.isEmpty()) {
            return "jdbc:postgresql://localhost:" + server.port() + "/" + DATABASE;
        }
        String others = reserves.stream().map(port -> ",localhost:" + port).collect(Collectors.joining());
        return "jdbc:postgresql://localhost:" + server.port() + others + "/" + DATABASE
                + "?targetServerType=primary&hostRecheckSeconds=1";
    }

    String functionsPassword() {
        return functionsPassword;
    }

    StackJson.Postgres json() {
        return new StackJson.Postgres(
                jdbcUrl(),
                FUNCTIONS.getLast(),
                functionsPassword,
                owner,
                server.pid().orElseThrow(),
                server.port());
    }

    private void migrate(Checkout checkout, Path logs) throws IOException, InterruptedException {
        ProgramRun.Result result = ProgramRun.run(
                new ChildProcess.Command(
                        "migrate",
                        ChildProcess.javaJar(List.of("-Xmx128m", "-XX:+UseSerialGC"), checkout.migrator()),
                        Map.of(
                                "DIGISOS_MIGRATE_URL", jdbcUrl(),
                                "DIGISOS_MIGRATE_USER", owner.bruker(),
                                "DIGISOS_MIGRATE_PASSWORD", owner.passord()),
                        logs.resolve("migrate.log"),
                        Duration.ofSeconds(5)),
                MIGRATION_LIMIT);
        if (result.exitCode() != 0) {
            throw new IOException("the schema was not applied (exit code " + result.exitCode() + "), see "
                    + logs.resolve("migrate.log") + ": "
                    + Files.readString(logs.resolve("migrate.log")).strip());
        }
    }

    private DataSource dataSource(StackJson.Login login) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(jdbcUrl());
        source.setUser(login.bruker());
        source.setPassword(login.passord());
        return source;
    }

    private static boolean isEmpty(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return !row.next();
        }
    }

    private static String newPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
