package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KanalvalgTest {
    private final Scene scene = new Scene();

    @BeforeEach
    void nullstill() {
        scene.nullstill();
    }

    @AfterAll
    void close() throws SQLException {
        scene.close();
    }

    @Test
    void the_office_chooses_among_the_kommunes_own_kontoer() throws SQLException {
        assertThat(velg(Scene.ENHET)).containsExactly(Scene.KONTORKONTO);
    }

    @Test
    void an_unknown_or_absent_office_gets_the_default_konto() throws SQLException {
        assertThat(velg("9999")).containsExactly(Scene.KONTO);
        assertThat(velg(null)).containsExactly(Scene.KONTO);
    }

    @Test
    void an_office_of_another_kommune_gets_the_default_konto() throws SQLException {
        UUID annenOrg = UUID.randomUUID();
        UUID annenKonto = UUID.randomUUID();
        scene.kjor(
                "INSERT INTO kommune (kommunenummer, navn, fiks_org_id, bruker_fiks_io) VALUES ('4601', 'Bergen', ?, true)",
                annenOrg);
        scene.konto(annenKonto, annenOrg);
        scene.kjor("INSERT INTO konto_navenhet VALUES (?, ?, '1201')", annenKonto, annenOrg);
        assertThat(velg("1201")).containsExactly(Scene.KONTO);

        // Also when the kommune itself has written down a konto that is not its own.
        scene.kjor("INSERT INTO konto_navenhet VALUES (?, ?, '1202')", annenKonto, Scene.FIKS_ORG);
        assertThat(velg("1202")).containsExactly(Scene.KONTO);
    }

    @Test
    void a_closed_office_konto_gives_the_default_konto() throws SQLException {
        scene.kjor("UPDATE konto SET aktiv = false WHERE id = ?", Scene.KONTORKONTO);
        assertThat(velg(Scene.ENHET)).containsExactly(Scene.KONTO);
    }

    @Test
    void an_office_konto_without_a_usable_certificate_means_svarut_not_another_office() throws SQLException {
        scene.kjor("UPDATE konto SET sertifikat = '\\x01' WHERE id = ?", Scene.KONTORKONTO);
        assertThat(velg(Scene.ENHET)).isEmpty();
        scene.kjor("UPDATE konto SET sertifikat = NULL WHERE id = ?", Scene.KONTORKONTO);
        assertThat(velg(Scene.ENHET)).isEmpty();
    }

    @Test
    void a_message_type_that_the_konto_does_not_list_means_svarut() throws SQLException {
        assertThat(velg(Scene.KOMMUNE, null, Meldingstype.KLAGE)).isEmpty();
        scene.kjor("UPDATE konto SET meldingstyper = meldingstyper || '{no.nav.digisos.klage.v1}'");
        assertThat(velg(Scene.KOMMUNE, null, Meldingstype.KLAGE)).contains(Scene.KONTO);
    }

    @Test
    void a_closed_default_konto_or_a_kommune_without_the_queue_means_svarut() throws SQLException {
        scene.kjor("UPDATE konto SET aktiv = false");
        assertThat(velg(null)).isEmpty();
        scene.kjor("UPDATE konto SET aktiv = true");
        scene.kjor("UPDATE kommune SET bruker_fiks_io = false");
        assertThat(velg(null)).isEmpty();
        assertThat(velg("9998", null, Meldingstype.SOKNAD)).isEmpty();
    }

    @Test
    void the_certificate_is_judged_at_the_databases_time() throws SQLException {
        scene.spol(Duration.ofDays(400));
        List<Instant> spurt = new ArrayList<>();
        new Kanalvalg((sertifikat, naa) -> spurt.add(naa))
                .finn(scene.forbindelser.getConnection(), Scene.KOMMUNE, null);
        assertThat(spurt)
                .singleElement()
                .satisfies(naa -> assertThat(naa)
                        .isAfter(Instant.parse(
                                scene.verdi("SELECT to_char((now() + interval '399 days') AT TIME ZONE 'UTC',"
                                        + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"))));
    }

    private List<UUID> velg(@Nullable String enhet) throws SQLException {
        return velg(Scene.KOMMUNE, enhet, Meldingstype.SOKNAD);
    }

    private List<UUID> velg(String kommunenummer, @Nullable String enhet, Meldingstype type) throws SQLException {
        return scene.kanalvalg.finn(scene.forbindelser.getConnection(), kommunenummer, enhet).stream()
                .filter(konto -> konto.tar(type))
                .map(Kanalvalg.Valgt::kontoId)
                .toList();
    }
}
