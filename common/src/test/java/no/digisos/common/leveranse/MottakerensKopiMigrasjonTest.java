package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import no.digisos.common.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

/** What was under way when the rule came: answers of the time before it let receivers drop their copies (V7). */
class MottakerensKopiMigrasjonTest {
    private static final String MIGRASJON = "/db/migration/V7__mottakerens_kopi.sql";

    @Test
    void undecided_ones_whose_receiver_may_have_let_go_are_closed_for_receipts() throws Exception {
        try (Scene scene = new Scene()) {
            UUID bekreftet = scene.utlant().leveranse().id();
            scene.beslutning.mottatt(Scene.KONTO, bekreftet, null, null);
            UUID avvist = scene.utlant().leveranse().id();
            scene.beslutning.avvist(Scene.KONTO, avvist, null);
            UUID notert = utlopt(scene);
            scene.svarUt.ukjent(notert, start(scene, notert));
            scene.beslutning.mottatt(Scene.KONTO, notert, null, null);
            UUID avvistEtterTrekk = utlopt(scene);
            scene.beslutning.avvist(Scene.KONTO, avvistEtterTrekk, null);
            UUID avvistAvSvarUt = utlopt(scene);
            UUID forsendelse = UUID.randomUUID();
            scene.svarUt.sendt(avvistAvSvarUt, start(scene, avvistAvSvarUt), forsendelse);
            scene.svarUt.avvistAvSvarUt(avvistAvSvarUt, forsendelse, "AVVIST", Duration.ZERO);
            UUID urort = utlopt(scene);

            TestDatabase.execute(scene.database.owner(), "ALTER TABLE leveranse DROP COLUMN kopi_sluppet");
            try (InputStream sql = Objects.requireNonNull(getClass().getResourceAsStream(MIGRASJON))) {
                TestDatabase.execute(scene.database.owner(), new String(sql.readAllBytes(), StandardCharsets.UTF_8));
            }

            assertThat(scene.tekster("SELECT id FROM leveranse WHERE kopi_sluppet IS NOT NULL"))
                    .containsExactlyInAnyOrder(
                            avvist.toString(),
                            notert.toString(),
                            avvistEtterTrekk.toString(),
                            avvistAvSvarUt.toString());
            assertThat(scene.verdi("SELECT sen_kvittering IS NULL FROM leveranse WHERE id = ?", notert))
                    .as("its sender was told to drop its copy")
                    .isEqualTo("t");
            assertThat(scene.verdi("SELECT tilstand FROM leveranse WHERE id = ?", urort))
                    .isEqualTo("TRUKKET");
        }
    }

    private static UUID utlopt(Scene scene) throws SQLException {
        UUID id = scene.utlant().leveranse().id();
        scene.spol(Duration.ofHours(25));
        assertThat(scene.sveip.utlop(Scene.NADE, Duration.ZERO, 10)).contains(id);
        return id;
    }

    private static int start(Scene scene, UUID id) {
        return scene.svarUt.start(scene.les(id), "arbeider", "{}").orElseThrow();
    }
}
