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
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import no.digisos.testkit.samples.TestPerson;
import org.junit.jupiter.api.Test;

/** People and kommuner that get other numbers while they have cases (pitfalls.md P24). */
abstract class NumberReplacementSuite extends InnsendingSuite {
    private static final String SAKER = "/digisos/api/v1/soknader/";
    private static final String KLAGER = "/digisos/klage/api/v1/";

    private final String old = TestPerson.withDNumber();
    private final String fresh = TestPerson.fresh();

    @Test
    void under_either_number_the_person_sees_all_cases_and_nobody_else_does() {
        UUID before = sak(SeedData.OSLO, old);
        UUID concurrent = sak(SeedData.OSLO, fresh);
        String json = metadata(old, before);
        doesNotSee(fresh, before, json);

        UUID link = sakSeeds.link(old, fresh);
        UUID after = sak(SeedData.OSLO, fresh);
        UUID withOld = sak(SeedData.OSLO, old);
        for (String number : List.of(fresh, old)) {
            assertThat(mine(number))
                    .containsExactlyInAnyOrder(
                            before.toString(), concurrent.toString(), after.toString(), withOld.toString());
            assertThat(person(number).get(SAKER + "soknader").json().findValuesAsText("sokerFnr"))
                    .containsOnly(fresh);
            sees(number, before, json);
        }
        doesNotSee(ANOTHER, before, json);

        sakSeeds.separate(link);
        assertThat(mine(old)).containsExactlyInAnyOrder(before.toString(), withOld.toString());
        assertThat(mine(fresh)).containsExactlyInAnyOrder(concurrent.toString(), after.toString());
        assertThat(person(old).get(SAKER + before).json().get("sokerFnr").asText())
                .isEqualTo(old);
        sees(old, before, json);
        doesNotSee(fresh, before, json);
    }

    @Test
    void a_number_changes_twice() {
        String last = TestPerson.fresh();
        UUID sak = sak(SeedData.OSLO, old);
        sakSeeds.link(old, fresh);
        sakSeeds.link(fresh, last);
        assertThat(person(last).get(SAKER + sak).json().get("sokerFnr").asText())
                .isEqualTo(last);
        assertThat(person(old).get(SAKER + sak).json().get("sokerFnr").asText()).isEqualTo(last);
    }

    @Test
    void what_is_sent_to_a_case_from_before_is_taken_under_either_number() {
        UUID sak = sak(SeedData.OSLO, old);
        SoknadSuite.assertError(sendEttersendelse(fresh, sak, ref()), 404, "FINNES_IKKE");
        SoknadSuite.assertError(sendKlage(fresh, sak, id(), fresh), 404, "FINNES_IKKE");
        sakSeeds.link(old, fresh);
        assertThat(sendEttersendelse(fresh, sak, ref()).status()).isEqualTo(202);
        assertThat(sendEttersendelse(old, sak, ref()).status()).isEqualTo(202);

        UUID klage = id();
        assertThat(sendKlage(fresh, sak, klage, fresh).status()).isEqualTo(200);
        assertThat(sendKlage(old, sak, klage, old).status()).as("the repeat").isEqualTo(200);
        assertThat(sendKlage(fresh, sak, id(), old).status())
                .as("written before the change")
                .isEqualTo(200);
        assertThat(person(fresh).get(KLAGER + "klager").json()).hasSize(2);
        assertThat(person(old).get(KLAGER + "klager?digisosId=" + sak).json()).hasSize(2);
        SoknadSuite.assertError(sendKlage(fresh, sak, id(), ANOTHER), 400, "FEIL_PERSON");
        SoknadSuite.assertError(sendKlage(ANOTHER, sak, id(), ANOTHER), 404, "FINNES_IKKE");
        delete(sak);
        SoknadSuite.assertError(sendEttersendelse(fresh, sak, ref()), 410, "SLETTET");
    }

    @Test
    void a_repeat_is_known_again_after_the_number_has_changed_and_a_third_persons_is_not() {
        String ref = ref();
        Answer first = search(old, "0301", ref, old);
        assertThat(first.status()).as(first.text()).isEqualTo(202);
        SoknadSuite.assertError(search(fresh, "0301", ref, fresh), 400, "REFERANSE_I_BRUK");
        UUID sak = UUID.fromString(first.json().asText());
        String ettersendelse = ref() + "0001";
        stage(ettersendelse, "a.png", SoknadSuite.bytes(10, 1));
        assertThat(sendEttersendelse(old, sak, ettersendelse, "a.png").status()).isEqualTo(202);

        sakSeeds.link(old, fresh);
        Answer again = search(fresh, "0301", ref, fresh);
        assertThat(again.status()).as(again.text()).isEqualTo(202);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(search(fresh, "0301", ref, old).text()).isEqualTo(first.text());
        SoknadSuite.assertError(search(ANOTHER, "0301", ref, ANOTHER), 400, "REFERANSE_I_BRUK");
        Answer already = sendEttersendelse(fresh, sak, ettersendelse, "a.png");
        SoknadSuite.assertError(already, 400, "ALLEREDE_MOTTATT");
        assertThat(already.text()).contains("finnes allerde");
        SoknadSuite.assertError(sendEttersendelse(fresh, sak, ettersendelse, "b.png"), 400, "REFERANSE_I_BRUK");

        assertThat(search(fresh, "0301", ref(), old).status())
                .as("a søknad that was begun before the change")
                .isEqualTo(202);
        SoknadSuite.assertError(search(fresh, "0301", ref(), ANOTHER), 400, "FEIL_PERSON");
    }

    @Test
    void two_people_who_are_parted_while_one_sends_to_the_others_case_share_nothing() throws Exception {
        UUID sak = sak(SeedData.OSLO, old);
        UUID link = sakSeeds.link(old, fresh);
        String ref = ref();
        SoknadSuite.assertError(
                meanwhile(sak, () -> sendEttersendelse(fresh, sak, ref), () -> sakSeeds.separate(link)),
                404,
                "FINNES_IKKE");
        assertThat(read("SELECT id FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                .isEmpty();
    }

    @Test
    void a_joining_while_something_is_sent_loses_nothing_and_doubles_nothing() throws Exception {
        UUID sak = sak(SeedData.OSLO, old);
        String ref = ref();
        Answer sent = meanwhile(sak, () -> sendEttersendelse(old, sak, ref), () -> sakSeeds.link(old, fresh));
        assertThat(sent.status()).as(sent.text()).isEqualTo(202);
        SoknadSuite.assertError(sendEttersendelse(fresh, sak, ref), 400, "ALLEREDE_MOTTATT");
        assertThat(read("SELECT id FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                .hasSize(1);
    }

    /** What a call answers when this happens after its body was read, and before it is accepted. */
    private Answer meanwhile(UUID sak, Callable<Answer> call, Runnable hendelse) throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor();
                Connection c = environment.database().owner().getConnection()) {
            c.setAutoCommit(false);
            try (PreparedStatement lock =
                    c.prepareStatement("SELECT 1 FROM digisos_sak WHERE digisos_id = ? FOR UPDATE")) {
                lock.setObject(1, sak);
                lock.execute();
            }
            Future<Answer> answer = thread.submit(call);
            while (read("SELECT 1 FROM pg_locks WHERE NOT granted").isEmpty()) {
                Thread.onSpinWait();
            }
            hendelse.run();
            c.rollback();
            return answer.get();
        }
    }

    @Test
    void a_soknad_to_a_number_that_has_ended_is_refused_with_the_one_that_takes_it() {
        SeedData.Kommune kommune = kommune("3024");
        UUID sak = sak(kommune, FNR);
        String ref = ref();
        Answer first = search(FNR, "3024", ref, FNR);
        assertThat(first.status()).as(first.text()).isEqualTo(202);
        sakSeeds.replaceNumber("3024", "3201", true, Instant.now());

        assertNewNumber(search(FNR, "3024", ref(), FNR), "3201");
        assertThat(search(FNR, "3024", ref, FNR).text())
                .as("what was accepted stays accepted")
                .isEqualTo(first.text());
        Answer after = search(FNR, "3201", ref(), FNR);
        assertThat(after.status()).as(after.text()).isEqualTo(202);
        JsonNode shown = show(UUID.fromString(after.json().asText()));
        assertThat(shown.get("kommunenummer").asText()).isEqualTo("3201");
        assertThat(shown.get("fiksOrgId").asText())
                .isEqualTo(kommune.fiksOrgId().toString());

        assertThat(show(sak).get("kommunenummer").asText())
                .as("the old case keeps its number")
                .isEqualTo("3024");
        for (String number : List.of("3024", "3201")) {
            assertThat(sendEttersendelse(FNR, number, sak, ref()).status())
                    .as(number)
                    .isEqualTo(202);
        }
        SoknadSuite.assertError(sendEttersendelse(FNR, "0301", sak, ref()), 400, "UGYLDIG_FORESPORSEL");
    }

    @Test
    void until_the_date_the_old_number_is_the_one() {
        kommune("3025");
        sakSeeds.replaceNumber("3025", "3203", true, Instant.now().plus(Duration.ofDays(7)));
        assertThat(search(FNR, "3025", ref(), FNR).status()).isEqualTo(202);
        assertNewNumber(search(FNR, "3203", ref(), FNR), "3025 til da");
    }

    @Test
    void of_a_kommune_that_is_merged_and_renumbered_the_number_of_today_is_named() {
        kommune("0602");
        UUID sak = sak(kommune("0625"), FNR);
        Instant from = Instant.now().minus(Duration.ofDays(1));
        sakSeeds.replaceNumber("0602", "3005", true, from);
        sakSeeds.replaceNumber("0625", "3005", false, from);
        sakSeeds.replaceNumber("3005", "3301", true, from.plusSeconds(1));
        assertNewNumber(search(FNR, "0602", ref(), FNR), "3301");
        assertNewNumber(search(FNR, "0625", ref(), FNR), "3301");
        assertThat(search(FNR, "3301", ref(), FNR).status()).isEqualTo(202);
        for (String number : List.of("0625", "3005", "3301")) {
            assertThat(sendEttersendelse(FNR, number, sak, ref()).status())
                    .as(number)
                    .isEqualTo(202);
        }
    }

    private static void assertNewNumber(Answer answer, String named) {
        SoknadSuite.assertError(answer, 400, "KOMMUNENUMMER_BYTTET");
        assertThat(answer.json().get("message").asText()).endsWith("send dem til kommune " + named);
    }

    /** A kommune of the test's own, which takes søknader and sends them by SvarUt. */
    private SeedData.Kommune kommune(String number) {
        UUID fiksOrgId = UUID.randomUUID();
        run("INSERT INTO kommune (kommunenummer, navn, fiks_org_id, aktivert, organisasjonsnummer_svarut) VALUES ('"
                + number + "', 'Kommune " + number + "', '" + fiksOrgId + "', true, '958935420')");
        return new SeedData.Kommune(number, "Kommune " + number, fiksOrgId, null, "958935420", true, false);
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

    private void sees(String fnr, UUID sak, String json) {
        assertThat(person(fnr).get(SAKER + sak).status()).isEqualTo(200);
        assertThat(person(fnr).get(SAKER + sak + "/dokumenter/" + json).status())
                .isEqualTo(200);
        assertThat(collection(fnr, sak, json).text()).contains("form-data");
        assertThat(browser(fnr, json).status()).isEqualTo(200);
        assertThat(person(fnr).get(KLAGER + "klager?digisosId=" + sak).status()).isEqualTo(200);
    }

    private void doesNotSee(String fnr, UUID sak, String json) {
        assertThat(mine(fnr)).doesNotContain(sak.toString());
        SoknadSuite.assertError(person(fnr).get(SAKER + sak), 404, "FINNES_IKKE");
        SoknadSuite.assertError(person(fnr).get(SAKER + sak + "/dokumenter/" + json), 404, "FINNES_IKKE");
        assertThat(collection(fnr, sak, json).text()).doesNotContain("form-data");
        SoknadSuite.assertError(browser(fnr, json), 404, "FINNES_IKKE");
        SoknadSuite.assertError(person(fnr).get(KLAGER + "klager?digisosId=" + sak), 404, "FINNES_IKKE");
        SoknadSuite.assertError(sendEttersendelse(fnr, sak, ref()), 404, "FINNES_IKKE");
    }

    private Answer collection(String fnr, UUID sak, String id) {
        return person(fnr)
                .post(
                        SAKER + "dokumenter",
                        "{\"dokumenter\":[{\"digisosId\":\"" + sak + "\",\"dokumentlagerId\":\"" + id + "\"}]}");
    }

    private Answer browser(String fnr, String id) {
        return Client.against(SoknadSuite.base())
                .withHeader("Authorization", "Bearer " + environment.utsteder().person(fnr))
                .get("/dokumentlager/nedlasting/niva4/" + id);
    }

    private Answer search(String fnr, String kommunenummer, String ref, String statedFnr) {
        return person(fnr)
                .post(
                        SoknadSuite.soknadPath(kommunenummer, ref),
                        new MultipartForm()
                                .json("soknadJson", SoknadSuite.soknad(statedFnr, "en"))
                                .json("vedleggJson", SoknadSuite.vedlegg())
                                .file("Soknad.pdf", SoknadSuite.bytes(9, 1), certificate()));
    }

    private Answer sendEttersendelse(String fnr, UUID sak, String ref, String... files) {
        return sendEttersendelse(fnr, "0301", sak, ref, files);
    }

    private Answer sendEttersendelse(String fnr, String kommunenummer, UUID sak, String ref, String... files) {
        return person(fnr)
                .post(
                        "/digisos/api/v2/soknader/" + kommunenummer + "/" + sak + "/" + ref,
                        new MultipartForm().json("vedlegg.json", SoknadSuite.vedlegg(files)));
    }

    private Answer sendKlage(String fnr, UUID sak, UUID klage, String statedFnr) {
        return person(fnr)
                .post(
                        KLAGER + sak + "/" + klage + "/" + klage + "/" + new UUID(0, 1),
                        new MultipartForm()
                                .json("klage.json", "{\"personIdentifikator\":{\"verdi\":\"" + statedFnr + "\"}}")
                                .json("vedlegg.json", SoknadSuite.vedlegg())
                                .file("klage.pdf", SoknadSuite.bytes(9, 1), certificate()));
    }
}
