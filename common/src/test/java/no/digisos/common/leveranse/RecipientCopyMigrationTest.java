package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import no.digisos.testkit.database.TestDatabase;
import org.junit.jupiter.api.Test;

/** What was under way when the rule came: answers of the time before it let receivers drop their copies (V7). */
class RecipientCopyMigrationTest {
    private static final String MIGRATION = "/db/migration/V7__mottakerens_kopi.sql";

    @Test
    void undecided_ones_whose_receiver_may_have_let_go_are_closed_for_receipts() throws Exception {
        try (Scene scene = new Scene()) {
            UUID confirmed = scene.leased().leveranse().id();
            scene.decision.mottatt(Scene.KONTO, confirmed, null, null);
            UUID avvist = scene.leased().leveranse().id();
            scene.decision.avvist(Scene.KONTO, avvist, null);
            UUID noted = expired(scene);
            scene.svarUt.unknown(noted, start(scene, noted));
            scene.decision.mottatt(Scene.KONTO, noted, null, null);
            UUID avvistAfterWithdrawal = expired(scene);
            scene.decision.avvist(Scene.KONTO, avvistAfterWithdrawal, null);
            UUID avvistBySvarUt = expired(scene);
            UUID forsendelse = UUID.randomUUID();
            scene.svarUt.sent(avvistBySvarUt, start(scene, avvistBySvarUt), forsendelse);
            scene.svarUt.avvistBySvarUt(avvistBySvarUt, forsendelse, "AVVIST", Duration.ZERO);
            UUID untouched = expired(scene);

            TestDatabase.execute(scene.database.owner(), "ALTER TABLE leveranse DROP COLUMN kopi_sluppet");
            try (InputStream sql = Objects.requireNonNull(getClass().getResourceAsStream(MIGRATION))) {
                TestDatabase.execute(scene.database.owner(), new String(sql.readAllBytes(), StandardCharsets.UTF_8));
            }

            assertThat(scene.texts("SELECT id FROM leveranse WHERE kopi_sluppet IS NOT NULL"))
                    .containsExactlyInAnyOrder(
                            avvist.toString(),
                            noted.toString(),
                            avvistAfterWithdrawal.toString(),
                            avvistBySvarUt.toString());
            assertThat(scene.value("SELECT sen_kvittering IS NULL FROM leveranse WHERE id = ?", noted))
                    .as("its sender was told to drop its copy")
                    .isEqualTo("t");
            assertThat(scene.value("SELECT tilstand FROM leveranse WHERE id = ?", untouched))
                    .isEqualTo("TRUKKET");
        }
    }

    private static UUID expired(Scene scene) throws SQLException {
        UUID id = scene.leased().leveranse().id();
        scene.advance(Duration.ofHours(25));
        assertThat(scene.sweep.expire(Scene.GRACE, Duration.ZERO, 10)).contains(id);
        return id;
    }

    private static int start(Scene scene, UUID id) {
        return scene.svarUt.start(scene.read(id), "arbeider", "{}").orElseThrow();
    }
}
