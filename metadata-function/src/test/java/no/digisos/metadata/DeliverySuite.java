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
import no.digisos.common.leveranse.ChannelChoice;
import no.digisos.common.leveranse.LeveranseDecisions;
import no.digisos.common.leveranse.LeveranseQueue;
import no.digisos.common.leveranse.LeveranseRelease;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Delivery made visible (pitfalls.md P7). Deliveries are driven by the same statements that drive them in the other functions.
 */
abstract class DeliverySuite extends MetadataSuite {
    private static final String DELIVERY = "/digisos/levering/api/v1";

    private final Transactions transactions =
            new Transactions(environment.database().functions());
    private final LeveranseRelease release =
            new LeveranseRelease(transactions, new ChannelChoice((certificate, timestamp) -> true));
    private final LeveranseSvarUt svarUt = new LeveranseSvarUt(transactions, release);
    private final LeveranseDecisions decision = new LeveranseDecisions(transactions, release);

    @BeforeEach
    void empty() {
        asSuperuser(
                "TRUNCATE leveranse, leveranse_utfall, svarut_forsok, historikk, innsending, dokument, digisos_sak CASCADE");
    }

    @Test
    void a_receipted_soknad_was_accepted_queued_handed_out_and_receipted() throws SQLException {
        SakSeeds.Sown sown = sak();
        JsonNode waiting = sending(sown);
        assertThat(waiting.get("status").asText()).isEqualTo("SENDT");
        assertThat(waiting.get("kanal").asText()).isEqualTo("FIKS_IO");
        assertThat(waiting.get("frist").asLong())
                .isGreaterThan(waiting.get("mottatt").asLong());
        assertThat(hendelser(waiting)).containsExactly("AKSEPTERT_FIKS", "SENDT_FIKS_IO");

        fetch();
        decision.mottatt(kontoOslo(), sown.meldingId(), null, null);
        JsonNode receipted = sending(sown);
        assertThat(receipted.get("status").asText()).isEqualTo("BEKREFTET");
        assertThat(receipted.get("bekreftet").asLong()).isPositive();
        assertThat(receipted.get("leveringsforsok").asInt()).isEqualTo(1);
        assertThat(hendelser(receipted)).containsExactly("AKSEPTERT_FIKS", "SENDT_FIKS_IO", "UTLEVERT", "BEKREFTET");
    }

    @Test
    void a_rejected_one_is_followed_through_svarut_to_the_reader() throws SQLException {
        SakSeeds.Sown sown = sak();
        fetch();
        transactions.inTransaction(c -> decision.avvist(c, kontoOslo(), sown.meldingId(), null));
        assertThat(sending(sown).get("aarsak").asText()).isEqualTo("AVVIST");
        int n = svarUt.start(svarUt.readyForSending(10).getFirst(), "arbeider", "{}")
                .orElseThrow();
        svarUt.unknown(sown.meldingId(), n);
        assertThat(sending(sown).get("tilstand").asText()).isEqualTo("SVARUT_UKJENT");
        UUID forsendelse = UUID.randomUUID();
        svarUt.resolvedSent(sown.meldingId(), n, forsendelse);
        svarUt.avvistBySvarUt(sown.meldingId(), forsendelse, "AVVIST", Duration.ZERO);
        int n2 = svarUt.start(svarUt.readyForSending(10).getFirst(), "arbeider", "{}")
                .orElseThrow();
        UUID fresh = UUID.randomUUID();
        svarUt.sent(sown.meldingId(), n2, fresh);
        svarUt.recordStatus(sown.meldingId(), fresh, "LEST");

        JsonNode sending = sending(sown);
        assertThat(sending.get("kanal").asText()).isEqualTo("SVARUT");
        assertThat(sending.get("forsendelsesId").asText()).isEqualTo(fresh.toString());
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
        SakSeeds.Sown sown = sak();
        extra(sown, "ETTERSENDELSE", null, "no.nav.digisos.ettersendelse.v1");
        UUID klageId = UUID.randomUUID();
        extra(sown, "KLAGE", klageId, "no.nav.digisos.klage.v1");
        sakSeeds.oppdatering(sown.digisosId(), "{}");

        JsonNode answer = history(sown.digisosId());
        assertThat(answer.get("sendinger").findValuesAsText("type"))
                .containsExactly("SOKNAD", "ETTERSENDELSE", "KLAGE");
        assertThat(hendelser(answer.at("/sendinger/1"))).containsExactly("AKSEPTERT_FIKS_ETTERSENDELSE");
        assertThat(answer.at("/sendinger/1/status").asText()).isEqualTo("IKKE_SENDT");
        assertThat(answer.at("/sendinger/1/kanal").isNull()).isTrue();
        assertThat(hendelser(answer.at("/sendinger/2"))).containsExactly("AKSEPTERT_FIKS_KLAGE");
        assertThat(answer.at("/sendinger/2/klageId").asText()).isEqualTo(klageId.toString());
        assertThat(answer.get("historikk").findValuesAsText("hendelse")).containsExactly("OPPDATERT_SAK_KOMMUNE");
    }

    @Test
    void nav_and_the_municipality_concerned_see_it_and_nobody_else() throws SQLException {
        UUID digisosId = sak().digisosId();
        String path = DELIVERY + "/soknader/" + digisosId + "/historikk";
        assertError(nav().get(path), 400, "UGYLDIG_FORESPORSEL");
        UUID trace = UUID.randomUUID();
        assertThat(nav().get(path + "?sporingsId=" + trace).status()).isEqualTo(200);
        assertThat(audit(trace)).containsExactly("LES_HISTORIKK UTFORT " + digisosId);
        Answer own = as(SeedData.OSLO_FAGSYSTEM).get(path);
        assertThat(own.status()).as(own.text()).isEqualTo(200);
        assertThat(own.text()).doesNotContain(FNR);

        UUID foreign = UUID.randomUUID();
        Answer others = as(SeedData.BERGEN_FAGSYSTEM).get(path + "?sporingsId=" + foreign);
        assertError(others, 404, "FINNES_IKKE");
        assertThat(audit(foreign)).containsExactly("LES_HISTORIKK NEKTET " + digisosId);
        UUID unknown = UUID.randomUUID();
        Answer notFound = as(SeedData.BERGEN_FAGSYSTEM).get(DELIVERY + "/soknader/" + unknown + "/historikk");
        assertError(notFound, 404, "FINNES_IKKE");
        assertThat(others.json().get("message")).isEqualTo(notFound.json().get("message"));
        UUID without = UUID.randomUUID();
        assertError(as(SeedData.WITHOUT_GRANT).get(path + "?sporingsId=" + without), 403, "INGEN_TILGANG");
        assertThat(audit(without)).containsExactly("LES_HISTORIKK NEKTET " + digisosId);
    }

    @Test
    void a_kommune_shows_what_waits_and_how_much_fell_back() throws SQLException {
        JsonNode empty = kommune("0301");
        assertThat(empty.get("venter").asInt()).isZero();
        assertThat(empty.get("eldste").isNull()).isTrue();
        assertThat(empty.get("andelFalt").isNull()).isTrue();

        SakSeeds.Sown receipted = sak();
        SakSeeds.Sown avvist = sak();
        fetch();
        decision.mottatt(kontoOslo(), receipted.meldingId(), null, null);
        transactions.inTransaction(c -> decision.avvist(c, kontoOslo(), avvist.meldingId(), null));
        sak();
        SakSeeds.Sown old = sak();
        asSuperuser(
                "UPDATE leveranse SET opprettet = opprettet - interval '40 days' WHERE id = '" + old.meldingId() + "'");
        sak(SeedData.BERGEN);

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
        assertThat(nav().get(DELIVERY + "/kommuner").json().findValuesAsText("kommunenummer"))
                .containsExactly("0301", "1103", "4601");
        assertThat(as(SeedData.BERGEN_FAGSYSTEM)
                        .get(DELIVERY + "/kommuner")
                        .json()
                        .findValuesAsText("kommunenummer"))
                .containsExactly("4601");
        assertThat(as(SeedData.BERGEN_FAGSYSTEM)
                        .get(DELIVERY + "/kommuner/4601")
                        .status())
                .isEqualTo(200);
        assertError(as(SeedData.BERGEN_FAGSYSTEM).get(DELIVERY + "/kommuner/0301"), 404, "FINNES_IKKE");
        assertError(nav().get(DELIVERY + "/kommuner/x"), 400, "UGYLDIG_FORESPORSEL");
    }

    @Test
    void the_questions_are_answered_from_indexes() throws SQLException {
        try (Connection c = environment.database().superuser().getConnection();
                var s = c.createStatement()) {
            // With tables this small the planner would scan them; what matters is that it need not.
            s.execute("SET enable_seqscan = off");
            for (Map.Entry<String, String> question : Map.of(
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
                try (var r = s.executeQuery("EXPLAIN " + question.getValue())) {
                    while (r.next()) {
                        plan.append(r.getString(1)).append('\n');
                    }
                }
                assertThat(plan.toString()).contains(question.getKey()).doesNotContain("Seq Scan");
            }
        }
    }

    private static UUID kontoOslo() {
        return Optional.ofNullable(SeedData.OSLO.kontoId()).orElseThrow();
    }

    private void fetch() {
        new LeveranseQueue(transactions).fetch(kontoOslo(), 20, Duration.ofMinutes(15), SeedData.OSLO_FAGSYSTEM.id());
    }

    /** A later submission of the case, waiting for the one before it, with its word of acceptance. */
    private void extra(SakSeeds.Sown sown, String type, @Nullable UUID klageId, String melding) {
        UUID innsendingId = UUID.randomUUID();
        asSuperuser("INSERT INTO innsending (id, type, digisos_id, nav_ekstern_ref_id, klage_id, fingeravtrykk,"
                + " avsender_organisasjon, avsender_integrasjon) VALUES ('" + innsendingId + "', '" + type + "', '"
                + sown.digisosId() + "', '" + UUID.randomUUID() + "', "
                + (klageId == null ? "NULL" : "'" + klageId + "'") + ", '', '" + SeedData.NAV_ORG + "', '"
                + SeedData.NAV.id()
                + "')");
        asSuperuser("INSERT INTO leveranse (id, innsending_id, digisos_id, kommunenummer, melding_type,"
                + " klient_melding_id, venter_pa, tilstand) VALUES (gen_random_uuid(), '" + innsendingId + "', '"
                + sown.digisosId() + "', '0301', '" + melding + "', gen_random_uuid(), '" + sown.meldingId()
                + "', 'IKKE_SENDT')");
        asSuperuser("INSERT INTO historikk (digisos_id, innsending_id, hendelse) VALUES ('" + sown.digisosId() + "', '"
                + innsendingId + "', 'AKSEPTERT_FIKS')");
    }

    private JsonNode kommune(String number) {
        Answer answer = nav().get(DELIVERY + "/kommuner/" + number);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode sending(SakSeeds.Sown sown) {
        JsonNode answer = history(sown.digisosId());
        assertThat(answer.get("sendinger")).hasSize(1);
        assertThat(answer.at("/sendinger/0/meldingId").asText())
                .isEqualTo(sown.meldingId().toString());
        return answer.at("/sendinger/0");
    }

    private JsonNode history(UUID digisosId) {
        Answer answer = nav().get(DELIVERY + "/soknader/" + digisosId + "/historikk?sporingsId=" + UUID.randomUUID());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(new String(answer.bytes(), StandardCharsets.UTF_8)).doesNotContain(FNR);
        return answer.json();
    }

    private static List<String> hendelser(JsonNode sending) {
        return sending.get("historikk").findValuesAsText("hendelse");
    }
}
