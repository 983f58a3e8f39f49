package no.digisos.common.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import no.digisos.common.database.Transactions;
import no.digisos.testkit.database.TestDatabase;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaVersionCheckTest {
    private final TestDatabase database = TestDatabase.create();

    @Test
    void the_version_is_that_of_the_newest_migration() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            int newest = files.map(file -> file.getFileName().toString())
                    .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
                    .max()
                    .orElseThrow();
            assertThat(SchemaVersionCheck.SCHEMA_VERSION).isEqualTo(newest);
        }
    }

    @Test
    void is_ready_on_a_migrated_durable_database() {
        assertThat(status(new SchemaVersionCheck(new Transactions(database.functions()))))
                .isEqualTo(HealthCheckResponse.Status.UP);
    }

    @Test
    void is_not_ready_on_an_old_schema_and_says_so() {
        TestDatabase.execute(database.superuser(), "UPDATE flyway_schema_history SET version = '0'");
        HealthCheckResponse answer = new SchemaVersionCheck(new Transactions(database.functions())).call();
        assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(answer.getData().orElseThrow().get("mangler")).asString().contains("versjon 0");
    }

    @ParameterizedTest
    @CsvSource({"off, er av", "local, er local"})
    void is_not_ready_where_commits_are_not_durable(String value, String word) {
        TestDatabase.execute(database.superuser(), "ALTER ROLE digisos SET synchronous_commit = " + value);
        try {
            HealthCheckResponse answer = new SchemaVersionCheck(new Transactions(database.functions())).call();
            assertThat(answer.getData().orElseThrow().get("mangler")).isEqualTo("synchronous_commit " + word);
        } finally {
            TestDatabase.execute(database.superuser(), "ALTER ROLE digisos RESET synchronous_commit");
        }
    }

    @Test
    void readiness_once_reached_stays() {
        SchemaVersionCheck check = new SchemaVersionCheck(new Transactions(database.functions()));
        assertThat(status(check)).isEqualTo(HealthCheckResponse.Status.UP);
        TestDatabase.execute(database.superuser(), "UPDATE flyway_schema_history SET version = '0'");
        assertThat(status(check)).isEqualTo(HealthCheckResponse.Status.UP);
    }

    private static HealthCheckResponse.Status status(SchemaVersionCheck check) {
        return check.call().getStatus();
    }
}
