package no.digisos.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.leveranse.Kanalvalg;
import no.digisos.common.leveranse.LeveranseBeslutning;
import no.digisos.common.leveranse.LeveranseFrigivelse;
import no.digisos.common.leveranse.LeveranseKo;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Delivery made visible (pitfalls.md P7). Deliveries are driven by the same statements that drive them in the other functions.
 */
abstract class LeveringSuite extends MetadataSuite {
    private static final String LEVERING = "/digisos/levering/api/v1";

    private final Transactions transactions = new Transactions(miljo.database().functions());
    private final LeveranseFrigivelse frigivelse =
            new LeveranseFrigivelse(transactions, new Kanalvalg((sertifikat, tidspunkt) -> true));
    private final LeveranseSvarUt svarUt = new LeveranseSvarUt(transactions, frigivelse);
    private final LeveranseBeslutning beslutning = new LeveranseBeslutning(transactions, frigivelse);

    @BeforeEach
    void tom() {
        somSuperbruker(
                "TRUNCATE leveranse, leveranse_utfall, svarut_forsok, historikk, innsending, dokument, digisos_sak CASCADE");
    }

    @Test
    void a_receipted_soknad_was_accepted_queued_handed_out_and_receipted() throws SQLException {
        Saksfro.Sadd sadd = sak();
        JsonNode ventende = sending(sadd);
        assertThat(ventende.get("status").asText()).isEqualTo("SENDT");
        assertThat(ventende.get("kanal").asText()).isEqualTo("FIKS_IO");
        assertThat(ventende.get("frist").asLong())
                .isGreaterThan(ventende.get("mottatt").asLong());
        assertThat(hendelser(ventende)).containsExactly("AKSEPTERT_FIKS", "SENDT_FIKS_IO");

        hent();
        beslutning.mottatt(kontoOslo(), sadd.meldingId(), null, null);
        JsonNode kvittert = sending(sadd);
        assertThat(kvittert.get("status").asText()).isEqualTo("BEKREFTET");
        assertThat(kvittert.get("bekreftet").asLong()).isPositive();
        assertThat(kvittert.get("leveringsforsok").asInt()).isEqualTo(1);
        assertThat(hendelser(kvittert)).containsExactly("AKSEPTERT_FIKS", "SENDT_FIKS_IO", "UTLEVERT", "BEKREFTET");
    }

    @Test
    void a_rejected_one_is_followed_through_svarut_to_the_reader() throws SQLException {
        Saksfro.Sadd sadd = sak();
        hent();
        transactions.inTransaction(c -> beslutning.avvist(c, kontoOslo(), sadd.meldingId(), null));
        assertThat(sending(sadd).get("aarsak").asText()).isEqualTo("AVVIST");
        int n = svarUt.start(svarUt.klareForSending(10).getFirst(), "arbeider", "{}")
                .orElseThrow();
        svarUt.ukjent(sadd.meldingId(), n);
        assertThat(sending(sadd).get("tilstand").asText()).isEqualTo("SVARUT_UKJENT");
        UUID forsendelse = UUID.randomUUID();
        svarUt.avklartSendt(sadd.meldingId(), n, forsendelse);
        svarUt.avvistAvSvarUt(sadd.meldingId(), forsendelse, "AVVIST", Duration.ZERO);
        int n2 = svarUt.start(svarUt.klareForSending(10).getFirst(), "arbeider", "{}")
                .orElseThrow();
        UUID ny = UUID.randomUUID();
        svarUt.sendt(sadd.meldingId(), n2, ny);
        svarUt.registrerStatus(sadd.meldingId(), ny, "LEST");

        JsonNode sending = sending(sadd);
        assertThat(sending.get("kanal").asText()).isEqualTo("SVARUT");
        assertThat(sending.get("forsendelsesId").asText()).isEqualTo(ny.toString());
        assertThat(sending.get("svarutStatus").asText()).isEqualTo("LEST");
        assertThat(hendelser(sending))
                .containsExactly(
                        "AKSEPTERT_FIKS",
                        "SENDT_FIKS_IO",
                        "UTLEVERT",
                        "AVVIST",
                        "SVARUT_STARTET",
                        "SVARUT_UKJENT",
                        "SENDT_SVARUT",
                        "FEILET_SVARUT",
                        "SVARUT_STARTET",
                        "SENDT_SVARUT",
                        "SVARUT_STATUS");
        assertThat(sending.at("/historikk/10/svarutStatus").asText()).isEqualTo("LEST");
        assertThat(sending.at("/historikk/8/forsok").asInt()).isEqualTo(2);
    }

    @Test
    void an_ettersendelse_and_a_klage_have_timelines_of_their_own_in_the_published_words() throws SQLException {
        Saksfro.Sadd sadd = sak();
        ekstra(sadd, "ETTERSENDELSE", null, "no.nav.digisos.ettersendelse.v1");
        UUID klageId = UUID.randomUUID();
        ekstra(sadd, "KLAGE", klageId, "no.nav.digisos.klage.v1");
        saksfro.oppdatering(sadd.digisosId(), "{}");

        JsonNode svar = historikk(sadd.digisosId());
        assertThat(svar.get("sendinger").findValuesAsText("type")).containsExactly("SOKNAD", "ETTERSENDELSE", "KLAGE");
        assertThat(hendelser(svar.at("/sendinger/1"))).containsExactly("AKSEPTERT_FIKS_ETTERSENDELSE");
        assertThat(svar.at("/sendinger/1/status").asText()).isEqualTo("IKKE_SENDT");
        assertThat(svar.at("/sendinger/1/kanal").isNull()).isTrue();
        assertThat(hendelser(svar.at("/sendinger/2"))).containsExactly("AKSEPTERT_FIKS_KLAGE");
        assertThat(svar.at("/sendinger/2/klageId").asText()).isEqualTo(klageId.toString());
        assertThat(svar.get("historikk").findValuesAsText("hendelse")).containsExactly("OPPDATERT_SAK_KOMMUNE");
    }

    @Test
    void nav_and_the_municipality_concerned_see_it_and_nobody_else() throws SQLException {
        UUID digisosId = sak().digisosId();
        String sti = LEVERING + "/soknader/" + digisosId + "/historikk";
        assertError(nav().get(sti), 400, "UGYLDIG_FORESPORSEL");
        UUID sporing = UUID.randomUUID();
        assertThat(nav().get(sti + "?sporingsId=" + sporing).status()).isEqualTo(200);
        assertThat(audit(sporing)).containsExactly("LES_HISTORIKK UTFORT " + digisosId);
        Svar egen = som(Fro.OSLO_FAGSYSTEM).get(sti);
        assertThat(egen.status()).as(egen.tekst()).isEqualTo(200);
        assertThat(egen.tekst()).doesNotContain(FNR);

        UUID fremmed = UUID.randomUUID();
        Svar annens = som(Fro.BERGEN_FAGSYSTEM).get(sti + "?sporingsId=" + fremmed);
        assertError(annens, 404, "FINNES_IKKE");
        assertThat(audit(fremmed)).containsExactly("LES_HISTORIKK NEKTET " + digisosId);
        UUID ukjent = UUID.randomUUID();
        Svar finnesIkke = som(Fro.BERGEN_FAGSYSTEM).get(LEVERING + "/soknader/" + ukjent + "/historikk");
        assertError(finnesIkke, 404, "FINNES_IKKE");
        assertThat(annens.json().get("message")).isEqualTo(finnesIkke.json().get("message"));
        UUID uten = UUID.randomUUID();
        assertError(som(Fro.UTEN_TILGANG).get(sti + "?sporingsId=" + uten), 403, "INGEN_TILGANG");
        assertThat(audit(uten)).containsExactly("LES_HISTORIKK NEKTET " + digisosId);
    }

    @Test
    void a_kommune_shows_what_waits_and_how_much_fell_back() throws SQLException {
        JsonNode tom = kommune("0301");
        assertThat(tom.get("venter").asInt()).isZero();
        assertThat(tom.get("eldste").isNull()).isTrue();
        assertThat(tom.get("andelFalt").isNull()).isTrue();

        Saksfro.Sadd kvittert = sak();
        Saksfro.Sadd avvist = sak();
        hent();
        beslutning.mottatt(kontoOslo(), kvittert.meldingId(), null, null);
        transactions.inTransaction(c -> beslutning.avvist(c, kontoOslo(), avvist.meldingId(), null));
        sak();
        Saksfro.Sadd gammel = sak();
        somSuperbruker("UPDATE leveranse SET opprettet = opprettet - interval '40 days' WHERE id = '"
                + gammel.meldingId() + "'");
        sak(Fro.BERGEN);

        JsonNode oslo = kommune("0301");
        assertThat(oslo.get("venter").asInt()).isEqualTo(3);
        assertThat(oslo.get("iKo").asInt()).isEqualTo(2);
        assertThat(oslo.get("tilSvarut").asInt()).isEqualTo(1);
        assertThat(oslo.get("stoppet").asInt()).isZero();
        assertThat(oslo.get("eldsteSekunder").asLong())
                .as("however old it is")
                .isGreaterThan(Duration.ofDays(39).toSeconds());
        assertThat(oslo.get("mottatt").asInt()).as("in the window").isEqualTo(3);
        assertThat(oslo.get("falt").asInt()).isEqualTo(1);
        assertThat(oslo.get("andelFalt").asDouble()).isEqualTo(1.0 / 3);
        assertThat(oslo.get("sisteKvittering").asLong()).isPositive();
        assertThat(oslo.get("sisteLeie").asLong()).isPositive();
        assertThat(oslo.get("sisteLeie").asLong())
                .isLessThan(Instant.now().plusSeconds(60).toEpochMilli());

        JsonNode bergen = kommune("4601");
        assertThat(bergen.get("tilSvarut").asInt()).isEqualTo(1);
        assertThat(bergen.get("andelFalt").asDouble())
                .as("it never had a queue")
                .isZero();
    }

    @Test
    void a_fagsystem_sees_its_own_kommune_alone() {
        assertThat(nav().get(LEVERING + "/kommuner").json().findValuesAsText("kommunenummer"))
                .containsExactly("0301", "1103", "4601");
        assertThat(som(Fro.BERGEN_FAGSYSTEM).get(LEVERING + "/kommuner").json().findValuesAsText("kommunenummer"))
                .containsExactly("4601");
        assertThat(som(Fro.BERGEN_FAGSYSTEM).get(LEVERING + "/kommuner/4601").status())
                .isEqualTo(200);
        assertError(som(Fro.BERGEN_FAGSYSTEM).get(LEVERING + "/kommuner/0301"), 404, "FINNES_IKKE");
        assertError(nav().get(LEVERING + "/kommuner/x"), 400, "UGYLDIG_FORESPORSEL");
    }

    @Test
    void the_questions_are_answered_from_indexes() throws SQLException {
        try (Connection c = miljo.database().superuser().getConnection();
                var s = c.createStatement()) {
            // With tables this small the planner would scan them; what matters is that it need not.
            s.execute("SET enable_seqscan = off");
            for (Map.Entry<String, String> sporsmal : Map.of(
                            "leveranse_kommune_venter",
                            "SELECT count(*) FROM leveranse WHERE kommunenummer = '0301' AND tilstand NOT IN ('BEKREFTET', 'SVARUT_SENDT', 'LUKKET')",
                            "leveranse_kommune ",
                            "SELECT count(*) FROM leveranse WHERE kommunenummer = '0301' AND opprettet > now() - interval '30 days' AND trukket IS NULL",
                            "oppdatering_sak",
                            "SELECT 1 FROM oppdatering WHERE digisos_id = '0301f1c5-0000-4000-8000-000000000301'",
                            "leveranse_sak",
                            "SELECT tilstand FROM leveranse WHERE digisos_id = '0301f1c5-0000-4000-8000-000000000301' ORDER BY lopenummer DESC LIMIT 1",
                            "historikk_sak",
                            "SELECT * FROM historikk WHERE digisos_id = '0301f1c5-0000-4000-8000-000000000301' ORDER BY id")
                    .entrySet()) {
                StringBuilder plan = new StringBuilder();
                try (var r = s.executeQuery("EXPLAIN " + sporsmal.getValue())) {
                    while (r.next()) {
                        plan.append(r.getString(1)).append('\n');
                    }
                }
                assertThat(plan.toString()).contains(sporsmal.getKey()).doesNotContain("Seq Scan");
            }
        }
    }

    private static UUID kontoOslo() {
        return Optional.ofNullable(Fro.OSLO.kontoId()).orElseThrow();
    }

    private void hent() {
        new LeveranseKo(transactions).hent(kontoOslo(), 20, Duration.ofMinutes(15), Fro.OSLO_FAGSYSTEM.id());
    }

    /** A later submission of the case, waiting for the one before it, with its word of acceptance. */
    private void ekstra(Saksfro.Sadd sadd, String type, @Nullable UUID klageId, String melding) {
        UUID innsendingId = UUID.randomUUID();
        somSuperbruker("INSERT INTO innsending (id, type, digisos_id, nav_ekstern_ref_id, klage_id, fingeravtrykk,"
                + " avsender_organisasjon, avsender_integrasjon) VALUES ('" + innsendingId + "', '" + type + "', '"
                + sadd.digisosId() + "', '" + UUID.randomUUID() + "', "
                + (klageId == null ? "NULL" : "'" + klageId + "'") + ", '', '" + Fro.NAV_ORG + "', '" + Fro.NAV.id()
                + "')");
        somSuperbruker("INSERT INTO leveranse (id, innsending_id, digisos_id, kommunenummer, melding_type,"
                + " klient_melding_id, venter_pa, tilstand) VALUES (gen_random_uuid(), '" + innsendingId + "', '"
                + sadd.digisosId() + "', '0301', '" + melding + "', gen_random_uuid(), '" + sadd.meldingId()
                + "', 'IKKE_SENDT')");
        somSuperbruker("INSERT INTO historikk (digisos_id, innsending_id, hendelse) VALUES ('" + sadd.digisosId()
                + "', '" + innsendingId + "', 'AKSEPTERT_FIKS')");
    }

    private JsonNode kommune(String nummer) {
        Svar svar = nav().get(LEVERING + "/kommuner/" + nummer);
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        return svar.json();
    }

    private JsonNode sending(Saksfro.Sadd sadd) {
        JsonNode svar = historikk(sadd.digisosId());
        assertThat(svar.get("sendinger")).hasSize(1);
        assertThat(svar.at("/sendinger/0/meldingId").asText())
                .isEqualTo(sadd.meldingId().toString());
        return svar.at("/sendinger/0");
    }

    private JsonNode historikk(UUID digisosId) {
        Svar svar = nav().get(LEVERING + "/soknader/" + digisosId + "/historikk?sporingsId=" + UUID.randomUUID());
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        assertThat(new String(svar.bytes(), StandardCharsets.UTF_8)).doesNotContain(FNR);
        return svar.json();
    }

    private static List<String> hendelser(JsonNode sending) {
        return sending.get("historikk").findValuesAsText("hendelse");
    }
}
