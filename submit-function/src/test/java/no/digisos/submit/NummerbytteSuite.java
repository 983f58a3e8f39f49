package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import no.digisos.common.testkit.Testperson;
import org.junit.jupiter.api.Test;

/** People and kommuner that get other numbers while they have cases (pitfalls.md P24). */
abstract class NummerbytteSuite extends InnsendingSuite {
    private static final String SAKER = "/digisos/api/v1/soknader/";
    private static final String KLAGER = "/digisos/klage/api/v1/";

    private final String gammel = Testperson.medDNummer();
    private final String ny = Testperson.ny();

    @Test
    void under_either_number_the_person_sees_all_cases_and_nobody_else_does() {
        UUID for_ = sak(Fro.OSLO, gammel);
        UUID samtidig = sak(Fro.OSLO, ny);
        String json = metadata(gammel, for_);
        serIkke(ny, for_, json);

        UUID kobling = saksfro.koble(gammel, ny);
        UUID etter = sak(Fro.OSLO, ny);
        UUID medGammelt = sak(Fro.OSLO, gammel);
        for (String nummer : List.of(ny, gammel)) {
            assertThat(mine(nummer))
                    .containsExactlyInAnyOrder(
                            for_.toString(), samtidig.toString(), etter.toString(), medGammelt.toString());
            assertThat(person(nummer).get(SAKER + "soknader").json().findValuesAsText("sokerFnr"))
                    .containsOnly(ny);
            ser(nummer, for_, json);
        }
        serIkke(ANNEN, for_, json);

        saksfro.skill(kobling);
        assertThat(mine(gammel)).containsExactlyInAnyOrder(for_.toString(), medGammelt.toString());
        assertThat(mine(ny)).containsExactlyInAnyOrder(samtidig.toString(), etter.toString());
        assertThat(person(gammel).get(SAKER + for_).json().get("sokerFnr").asText())
                .isEqualTo(gammel);
        ser(gammel, for_, json);
        serIkke(ny, for_, json);
    }

    @Test
    void a_number_changes_twice() {
        String siste = Testperson.ny();
        UUID sak = sak(Fro.OSLO, gammel);
        saksfro.koble(gammel, ny);
        saksfro.koble(ny, siste);
        assertThat(person(siste).get(SAKER + sak).json().get("sokerFnr").asText())
                .isEqualTo(siste);
        assertThat(person(gammel).get(SAKER + sak).json().get("sokerFnr").asText())
                .isEqualTo(siste);
    }

    @Test
    void what_is_sent_to_a_case_from_before_is_taken_under_either_number() {
        UUID sak = sak(Fro.OSLO, gammel);
        SoknadSuite.assertError(ettersend(ny, sak, ref()), 404, "FINNES_IKKE");
        SoknadSuite.assertError(klag(ny, sak, id(), ny), 404, "FINNES_IKKE");
        saksfro.koble(gammel, ny);
        assertThat(ettersend(ny, sak, ref()).status()).isEqualTo(202);
        assertThat(ettersend(gammel, sak, ref()).status()).isEqualTo(202);

        UUID klage = id();
        assertThat(klag(ny, sak, klage, ny).status()).isEqualTo(200);
        assertThat(klag(gammel, sak, klage, gammel).status()).as("the repeat").isEqualTo(200);
        assertThat(klag(ny, sak, id(), gammel).status())
                .as("written before the change")
                .isEqualTo(200);
        assertThat(person(ny).get(KLAGER + "klager").json()).hasSize(2);
        assertThat(person(gammel).get(KLAGER + "klager?digisosId=" + sak).json())
                .hasSize(2);
        SoknadSuite.assertError(klag(ny, sak, id(), ANNEN), 400, "FEIL_PERSON");
        SoknadSuite.assertError(klag(ANNEN, sak, id(), ANNEN), 404, "FINNES_IKKE");
        slett(sak);
        SoknadSuite.assertError(ettersend(ny, sak, ref()), 410, "SLETTET");
    }

    @Test
    void a_repeat_is_known_again_after_the_number_has_changed_and_a_third_persons_is_not() {
        String ref = ref();
        Svar forste = sok(gammel, "0301", ref, gammel);
        assertThat(forste.status()).as(forste.tekst()).isEqualTo(202);
        SoknadSuite.assertError(sok(ny, "0301", ref, ny), 400, "REFERANSE_I_BRUK");
        UUID sak = UUID.fromString(forste.json().asText());
        String ettersendelse = ref() + "0001";
        mellomlagre(ettersendelse, "a.png", SoknadSuite.bytes(10, 1));
        assertThat(ettersend(gammel, sak, ettersendelse, "a.png").status()).isEqualTo(202);

        saksfro.koble(gammel, ny);
        Svar igjen = sok(ny, "0301", ref, ny);
        assertThat(igjen.status()).as(igjen.tekst()).isEqualTo(202);
        assertThat(igjen.tekst()).isEqualTo(forste.tekst());
        assertThat(sok(ny, "0301", ref, gammel).tekst()).isEqualTo(forste.tekst());
        SoknadSuite.assertError(sok(ANNEN, "0301", ref, ANNEN), 400, "REFERANSE_I_BRUK");
        Svar allerede = ettersend(ny, sak, ettersendelse, "a.png");
        SoknadSuite.assertError(allerede, 400, "ALLEREDE_MOTTATT");
        assertThat(allerede.tekst()).contains("finnes allerde");
        SoknadSuite.assertError(ettersend(ny, sak, ettersendelse, "b.png"), 400, "REFERANSE_I_BRUK");

        assertThat(sok(ny, "0301", ref(), gammel).status())
                .as("a søknad that was begun before the change")
                .isEqualTo(202);
        SoknadSuite.assertError(sok(ny, "0301", ref(), ANNEN), 400, "FEIL_PERSON");
    }

    @Test
    void two_people_who_are_parted_while_one_sends_to_the_others_case_share_nothing() throws Exception {
        UUID sak = sak(Fro.OSLO, gammel);
        UUID kobling = saksfro.koble(gammel, ny);
        String ref = ref();
        SoknadSuite.assertError(
                imens(sak, () -> ettersend(ny, sak, ref), () -> saksfro.skill(kobling)), 404, "FINNES_IKKE");
        assertThat(les("SELECT id FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                .isEmpty();
    }

    @Test
    void a_joining_while_something_is_sent_loses_nothing_and_doubles_nothing() throws Exception {
        UUID sak = sak(Fro.OSLO, gammel);
        String ref = ref();
        Svar sendt = imens(sak, () -> ettersend(gammel, sak, ref), () -> saksfro.koble(gammel, ny));
        assertThat(sendt.status()).as(sendt.tekst()).isEqualTo(202);
        SoknadSuite.assertError(ettersend(ny, sak, ref), 400, "ALLEREDE_MOTTATT");
        assertThat(les("SELECT id FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                .hasSize(1);
    }

    /** What a call answers when this happens after its body was read, and before it is accepted. */
    private Svar imens(UUID sak, Callable<Svar> kall, Runnable hendelse) throws Exception {
        try (ExecutorService trad = Executors.newSingleThreadExecutor();
                Connection c = miljo.database().owner().getConnection()) {
            c.setAutoCommit(false);
            try (PreparedStatement las =
                    c.prepareStatement("SELECT 1 FROM digisos_sak WHERE digisos_id = ? FOR UPDATE")) {
                las.setObject(1, sak);
                las.execute();
            }
            Future<Svar> svar = trad.submit(kall);
            while (les("SELECT 1 FROM pg_locks WHERE NOT granted").isEmpty()) {
                Thread.onSpinWait();
            }
            hendelse.run();
            c.rollback();
            return svar.get();
        }
    }

    @Test
    void a_soknad_to_a_number_that_has_ended_is_refused_with_the_one_that_takes_it() {
        Fro.Kommune kommune = kommune("3024");
        UUID sak = sak(kommune, FNR);
        String ref = ref();
        Svar forste = sok(FNR, "3024", ref, FNR);
        assertThat(forste.status()).as(forste.tekst()).isEqualTo(202);
        saksfro.byttNummer("3024", "3201", true, Instant.now());

        assertNyttNummer(sok(FNR, "3024", ref(), FNR), "3201");
        assertThat(sok(FNR, "3024", ref, FNR).tekst())
                .as("what was accepted stays accepted")
                .isEqualTo(forste.tekst());
        Svar etter = sok(FNR, "3201", ref(), FNR);
        assertThat(etter.status()).as(etter.tekst()).isEqualTo(202);
        JsonNode vist = vis(UUID.fromString(etter.json().asText()));
        assertThat(vist.get("kommunenummer").asText()).isEqualTo("3201");
        assertThat(vist.get("fiksOrgId").asText()).isEqualTo(kommune.fiksOrgId().toString());

        assertThat(vis(sak).get("kommunenummer").asText())
                .as("the old case keeps its number")
                .isEqualTo("3024");
        for (String nummer : List.of("3024", "3201")) {
            assertThat(ettersend(FNR, nummer, sak, ref()).status()).as(nummer).isEqualTo(202);
        }
        SoknadSuite.assertError(ettersend(FNR, "0301", sak, ref()), 400, "UGYLDIG_FORESPORSEL");
    }

    @Test
    void until_the_date_the_old_number_is_the_one() {
        kommune("3025");
        saksfro.byttNummer("3025", "3203", true, Instant.now().plus(Duration.ofDays(7)));
        assertThat(sok(FNR, "3025", ref(), FNR).status()).isEqualTo(202);
        assertNyttNummer(sok(FNR, "3203", ref(), FNR), "3025 til da");
    }

    @Test
    void of_a_kommune_that_is_merged_and_renumbered_the_number_of_today_is_named() {
        kommune("0602");
        UUID sak = sak(kommune("0625"), FNR);
        Instant fra = Instant.now().minus(Duration.ofDays(1));
        saksfro.byttNummer("0602", "3005", true, fra);
        saksfro.byttNummer("0625", "3005", false, fra);
        saksfro.byttNummer("3005", "3301", true, fra.plusSeconds(1));
        assertNyttNummer(sok(FNR, "0602", ref(), FNR), "3301");
        assertNyttNummer(sok(FNR, "0625", ref(), FNR), "3301");
        assertThat(sok(FNR, "3301", ref(), FNR).status()).isEqualTo(202);
        for (String nummer : List.of("0625", "3005", "3301")) {
            assertThat(ettersend(FNR, nummer, sak, ref()).status()).as(nummer).isEqualTo(202);
        }
    }

    private static void assertNyttNummer(Svar svar, String navngitt) {
        SoknadSuite.assertError(svar, 400, "KOMMUNENUMMER_BYTTET");
        assertThat(svar.json().get("message").asText()).endsWith("send dem til kommune " + navngitt);
    }

    /** A kommune of the test's own, which takes søknader and sends them by SvarUt. */
    private Fro.Kommune kommune(String nummer) {
        UUID fiksOrgId = UUID.randomUUID();
        kjor("INSERT INTO kommune (kommunenummer, navn, fiks_org_id, aktivert, organisasjonsnummer_svarut) VALUES ('"
                + nummer + "', 'Kommune " + nummer + "', '" + fiksOrgId + "', true, '958935420')");
        return new Fro.Kommune(nummer, "Kommune " + nummer, fiksOrgId, null, "958935420", true, false);
    }

    private List<String> mine(String fnr) {
        return person(fnr).get(SAKER + "soknader").json().findValuesAsText("fiksDigisosId");
    }

    private String metadata(String fnr, UUID sak) {
        return person(fnr)
                .get(SAKER + sak)
                .json()
                .at("/originalSoknadNAV/metadata")
                .asText();
    }

    private void ser(String fnr, UUID sak, String json) {
        assertThat(person(fnr).get(SAKER + sak).status()).isEqualTo(200);
        assertThat(person(fnr).get(SAKER + sak + "/dokumenter/" + json).status())
                .isEqualTo(200);
        assertThat(samling(fnr, sak, json).tekst()).contains("form-data");
        assertThat(nettleser(fnr, json).status()).isEqualTo(200);
        assertThat(person(fnr).get(KLAGER + "klager?digisosId=" + sak).status()).isEqualTo(200);
    }

    private void serIkke(String fnr, UUID sak, String json) {
        assertThat(mine(fnr)).doesNotContain(sak.toString());
        SoknadSuite.assertError(person(fnr).get(SAKER + sak), 404, "FINNES_IKKE");
        SoknadSuite.assertError(person(fnr).get(SAKER + sak + "/dokumenter/" + json), 404, "FINNES_IKKE");
        assertThat(samling(fnr, sak, json).tekst()).doesNotContain("form-data");
        SoknadSuite.assertError(nettleser(fnr, json), 404, "FINNES_IKKE");
        SoknadSuite.assertError(person(fnr).get(KLAGER + "klager?digisosId=" + sak), 404, "FINNES_IKKE");
        SoknadSuite.assertError(ettersend(fnr, sak, ref()), 404, "FINNES_IKKE");
    }

    private Svar samling(String fnr, UUID sak, String id) {
        return person(fnr)
                .post(
                        SAKER + "dokumenter",
                        "{\"dokumenter\":[{\"digisosId\":\"" + sak + "\",\"dokumentlagerId\":\"" + id + "\"}]}");
    }

    private Svar nettleser(String fnr, String id) {
        return Klient.mot(SoknadSuite.base())
                .medHode("Authorization", "Bearer " + miljo.utsteder().person(fnr))
                .get("/dokumentlager/nedlasting/niva4/" + id);
    }

    private Svar sok(String fnr, String kommunenummer, String ref, String oppgittFnr) {
        return person(fnr)
                .post(
                        SoknadSuite.soknadSti(kommunenummer, ref),
                        new Skjema()
                                .json("soknadJson", SoknadSuite.soknad(oppgittFnr, "en"))
                                .json("vedleggJson", SoknadSuite.vedlegg())
                                .fil("Soknad.pdf", SoknadSuite.bytes(9, 1), sertifikat()));
    }

    private Svar ettersend(String fnr, UUID sak, String ref, String... filer) {
        return ettersend(fnr, "0301", sak, ref, filer);
    }

    private Svar ettersend(String fnr, String kommunenummer, UUID sak, String ref, String... filer) {
        return person(fnr)
                .post(
                        "/digisos/api/v2/soknader/" + kommunenummer + "/" + sak + "/" + ref,
                        new Skjema().json("vedlegg.json", SoknadSuite.vedlegg(filer)));
    }

    private Svar klag(String fnr, UUID sak, UUID klage, String oppgittFnr) {
        return person(fnr)
                .post(
                        KLAGER + sak + "/" + klage + "/" + klage + "/" + new UUID(0, 1),
                        new Skjema()
                                .json("klage.json", "{\"personIdentifikator\":{\"verdi\":\"" + oppgittFnr + "\"}}")
                                .json("vedlegg.json", SoknadSuite.vedlegg())
                                .fil("klage.pdf", SoknadSuite.bytes(9, 1), sertifikat()));
    }
}
