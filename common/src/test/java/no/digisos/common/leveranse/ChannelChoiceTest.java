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
class ChannelChoiceTest {
    private final Scene scene = new Scene();

    @BeforeEach
    void reset() {
        scene.reset();
    }

    @AfterAll
    void close() throws SQLException {
        scene.close();
    }

    @Test
    void the_office_chooses_among_the_kommunes_own_kontoer() throws SQLException {
        assertThat(choose(Scene.ENHET)).containsExactly(Scene.OFFICE_KONTO);
    }

    @Test
    void an_unknown_or_absent_office_gets_the_default_konto() throws SQLException {
        assertThat(choose("9999")).containsExactly(Scene.KONTO);
        assertThat(choose(null)).containsExactly(Scene.KONTO);
    }

    @Test
    void an_office_of_another_kommune_gets_the_default_konto() throws SQLException {
        UUID anotherOrg = UUID.randomUUID();
        UUID anotherKonto = UUID.randomUUID();
        scene.run(
                "INSERT INTO kommune (kommunenummer, navn, fiks_org_id, bruker_fiks_io) VALUES ('4601', 'Bergen', ?, true)",
                anotherOrg);
        scene.konto(anotherKonto, anotherOrg);
        scene.run("INSERT INTO konto_navenhet VALUES (?, ?, '1201')", anotherKonto, anotherOrg);
        assertThat(choose("1201")).containsExactly(Scene.KONTO);

        // Also when the kommune itself has written down a konto that is not its own.
        scene.run("INSERT INTO konto_navenhet VALUES (?, ?, '1202')", anotherKonto, Scene.FIKS_ORG);
        assertThat(choose("1202")).containsExactly(Scene.KONTO);
    }

    @Test
    void a_closed_office_konto_gives_the_default_konto() throws SQLException {
        scene.run("UPDATE konto SET aktiv = false WHERE id = ?", Scene.OFFICE_KONTO);
        assertThat(choose(Scene.ENHET)).containsExactly(Scene.KONTO);
    }

    @Test
    void an_office_konto_without_a_usable_certificate_means_svarut_not_another_office() throws SQLException {
        scene.run("UPDATE konto SET sertifikat = '\\x01' WHERE id = ?", Scene.OFFICE_KONTO);
        assertThat(choose(Scene.ENHET)).isEmpty();
        scene.run("UPDATE konto SET sertifikat = NULL WHERE id = ?", Scene.OFFICE_KONTO);
        assertThat(choose(Scene.ENHET)).isEmpty();
    }

    @Test
    void a_message_type_that_the_konto_does_not_list_means_svarut() throws SQLException {
        assertThat(choose(Scene.KOMMUNE, null, MeldingType.KLAGE)).isEmpty();
        scene.run("UPDATE konto SET meldingstyper = meldingstyper || '{no.nav.digisos.klage.v1}'");
        assertThat(choose(Scene.KOMMUNE, null, MeldingType.KLAGE)).contains(Scene.KONTO);
    }

    @Test
    void a_closed_default_konto_or_a_kommune_without_the_queue_means_svarut() throws SQLException {
        scene.run("UPDATE konto SET aktiv = false");
        assertThat(choose(null)).isEmpty();
        scene.run("UPDATE konto SET aktiv = true");
        scene.run("UPDATE kommune SET bruker_fiks_io = false");
        assertThat(choose(null)).isEmpty();
        assertThat(choose("9998", null, MeldingType.SOKNAD)).isEmpty();
    }

    @Test
    void the_certificate_is_judged_at_the_databases_time() throws SQLException {
        scene.advance(Duration.ofDays(400));
        List<Instant> asked = new ArrayList<>();
        new ChannelChoice((certificate, now) -> asked.add(now))
                .find(scene.connections.getConnection(), Scene.KOMMUNE, null);
        assertThat(asked)
                .singleElement()
                .satisfies(now -> assertThat(now)
                        .isAfter(Instant.parse(
                                scene.value("SELECT to_char((now() + interval '399 days') AT TIME ZONE 'UTC',"
                                        + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"))));
    }

    private List<UUID> choose(@Nullable String enhet) throws SQLException {
        return choose(Scene.KOMMUNE, enhet, MeldingType.SOKNAD);
    }

    private List<UUID> choose(String kommunenummer, @Nullable String enhet, MeldingType type) throws SQLException {
        return scene.channelChoice.find(scene.connections.getConnection(), kommunenummer, enhet).stream()
                .filter(konto -> konto.takes(type))
                .map(ChannelChoice.Chosen::kontoId)
                .toList();
    }
}
