package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import no.digisos.common.database.Sql;
import no.digisos.common.database.Transactions;
import no.digisos.testkit.database.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reason of a stop was the beginning of its text, and a version that is still running writes it so (V17). */
class StopReasonMigrationTest {
    private static final String MIGRATION = "/db/migration/V17__stopparsak.sql";

    /** What every version from before says when it stops one. */
    private static final Sql STOP_AS_BEFORE =
            Sql.of("UPDATE leveranse SET tilstand = 'STOPPET', stoppgrunn = :text WHERE id = :id");

    private static final Sql RESUME_AS_BEFORE =
            Sql.of("UPDATE leveranse SET tilstand = 'SVARUT_FEIL', stoppgrunn = NULL WHERE id = :id");

    private final Scene scene = new Scene();

    @AfterEach
    void close() throws SQLException {
        scene.close();
    }

    @Test
    void what_is_stopped_already_gets_its_reason_from_its_text() throws Exception {
        UUID withoutAddress = withdrawn();
        stopAsBefore(
                withoutAddress, "INGEN_ADRESSE: kommune 0301 har verken organisasjonsnummerSvarUt eller postadresse");
        UUID wordAlone = withdrawn();
        stopAsBefore(wordAlone, "INGEN_ADRESSE");
        UUID refused = withdrawn();
        stopAsBefore(refused, "AVVIST_AV_SVARUT: gjentatte ganger");
        UUID byHand = withdrawn();
        stopAsBefore(byHand, "HTTP 400");
        UUID goesOn = withdrawn();

        TestDatabase.execute(scene.database.owner(), """
                DROP INDEX leveranse_venter_pa;
                DROP TRIGGER leveranse_stopparsak ON leveranse;
                DROP FUNCTION leveranse_stopparsak();
                ALTER TABLE leveranse DROP COLUMN stopparsak""");
        try (InputStream sql = Objects.requireNonNull(getClass().getResourceAsStream(MIGRATION))) {
            TestDatabase.execute(scene.database.owner(), new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        }

        assertThat(reason(withoutAddress)).isEqualTo("INGEN_ADRESSE");
        assertThat(reason(wordAlone)).isEqualTo("INGEN_ADRESSE");
        assertThat(reason(refused)).isEqualTo("AVVIST_AV_SVARUT");
        assertThat(reason(byHand)).isNull();
        assertThat(reason(goesOn)).isNull();
        assertThat(scene.read(byHand).stoppgrunn()).isEqualTo("HTTP 400");
    }

    @ParameterizedTest
    @EnumSource(StopReason.class)
    void an_older_writer_is_understood(StopReason reason) throws SQLException {
        UUID id = withdrawn();
        stopAsBefore(id, reason.text("som før"));
        assertThat(reason(id)).isEqualTo(reason.name());
        asFallback(RESUME_AS_BEFORE, id, null);
        assertThat(reason(id)).isNull();
        stopAsBefore(id, "noe annet: " + reason);
        assertThat(reason(id)).isNull();
        asFallback(RESUME_AS_BEFORE, id, null);
        stopAsBefore(id, reason.text("igjen"));
        assertThat(reason(id)).isEqualTo(reason.name());
    }

    @Test
    void what_an_older_writer_stopped_for_want_of_an_address_goes_on_when_there_is_one() throws SQLException {
        UUID id = withdrawn();
        stopAsBefore(id, "INGEN_ADRESSE: ingen");
        scene.run("UPDATE kommune SET postadresse_postnummer = '0001', postadresse_poststed = 'Oslo'");
        assertThat(scene.svarUt.resumeWithAddress(10)).containsExactly(id);
        assertThat(reason(id)).isNull();
    }

    @ParameterizedTest
    @EnumSource(StopReason.class)
    void a_writer_that_names_the_reason_is_believed_whatever_its_text(StopReason reason) throws SQLException {
        UUID id = withdrawn();
        scene.run(
                "UPDATE leveranse SET tilstand = 'STOPPET', stoppgrunn = 'INGEN_ADRESSE: x', stopparsak = ? WHERE id = ?",
                reason,
                id);
        assertThat(reason(id)).isEqualTo(reason.name());
        scene.run("UPDATE leveranse SET endret = digisos_now() WHERE id = ?", id);
        assertThat(reason(id)).isEqualTo(reason.name());
    }

    @Test
    void what_is_not_stopped_has_no_reason() throws SQLException {
        UUID id = withdrawn();
        scene.run("UPDATE leveranse SET stopparsak = 'INGEN_ADRESSE' WHERE id = ?", id);
        assertThat(reason(id)).isNull();
    }

    private UUID withdrawn() throws SQLException {
        UUID id = scene.leased().leveranse().id();
        scene.advance(Duration.ofHours(25));
        assertThat(scene.sweep.expire(Scene.GRACE, Duration.ZERO, 10)).contains(id);
        return id;
    }

    private void stopAsBefore(UUID id, String text) {
        asFallback(STOP_AS_BEFORE, id, text);
    }

    /** With the rights of the job alone, which is who stops. */
    private void asFallback(Sql statement, UUID id, @Nullable String text) {
        Sql.Call call = statement.with("id", id);
        if (text != null) {
            call.with("text", text);
        }
        new Transactions(scene.database.as("digisos_fallback")).autoCommit(call::run);
    }

    private @Nullable String reason(UUID id) {
        return scene.texts("SELECT coalesce(stopparsak, '-') FROM leveranse WHERE id = ?", id).stream()
                .filter(reason -> !reason.equals("-"))
                .findFirst()
                .orElse(null);
    }
}
