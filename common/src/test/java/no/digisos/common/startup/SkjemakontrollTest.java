package no.digisos.common.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import no.digisos.common.database.Transactions;
import no.digisos.common.testkit.TestDatabase;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkjemakontrollTest {
    private final TestDatabase database = TestDatabase.create();

    @Test
    void the_version_is_that_of_the_newest_migration() throws IOException {
        try (Stream<Path> filer = Files.list(Path.of("src/main/resources/db/migration"))) {
            int nyeste = filer.map(fil -> fil.getFileName().toString())
                    .mapToInt(navn -> Integer.parseInt(navn.substring(1, navn.indexOf("__"))))
                    .max()
                    .orElseThrow();
            assertThat(Skjemakontroll.SKJEMAVERSJON).isEqualTo(nyeste);
        }
    }

    @Test
    void is_ready_on_a_migrated_durable_database() {
        assertThat(status(new Skjemakontroll(new Transactions(database.functions()))))
                .isEqualTo(HealthCheckResponse.Status.UP);
    }

    @Test
    void is_not_ready_on_an_old_schema_and_says_so() {
        TestDatabase.execute(database.superuser(), "UPDATE flyway_schema_history SET version = '0'");
        HealthCheckResponse svar = new Skjemakontroll(new Transactions(database.functions())).call();
        assertThat(svar.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(svar.getData().orElseThrow().get("mangler")).asString().contains("versjon 0");
    }

    @ParameterizedTest
    @CsvSource({"off, er av", "local, er local"})
    void is_not_ready_where_commits_are_not_durable(String verdi, String ord) {
        TestDatabase.execute(database.superuser(), "ALTER ROLE digisos SET synchronous_commit = " + verdi);
        try {
            HealthCheckResponse svar = new Skjemakontroll(new Transactions(database.functions())).call();
            assertThat(svar.getData().orElseThrow().get("mangler")).isEqualTo("synchronous_commit " + ord);
        } finally {
            TestDatabase.execute(database.superuser(), "ALTER ROLE digisos RESET synchronous_commit");
        }
    }

    @Test
    void readiness_once_reached_stays() {
        Skjemakontroll kontroll = new Skjemakontroll(new Transactions(database.functions()));
        assertThat(status(kontroll)).isEqualTo(HealthCheckResponse.Status.UP);
        TestDatabase.execute(database.superuser(), "UPDATE flyway_schema_history SET version = '0'");
        assertThat(status(kontroll)).isEqualTo(HealthCheckResponse.Status.UP);
    }

    private static HealthCheckResponse.Status status(Skjemakontroll kontroll) {
        return kontroll.call().getStatus();
    }
}
