package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.testkit.samples.TestPerson;
import org.junit.jupiter.api.Test;

/** A fagsystem opens a case of its own (contract.md 6). */
abstract class NewSakSuite extends StatusSuite {
    private static final String OSLO = "/digisos/api/v1/" + SeedData.OSLO.fiksOrgId();
    private static final String NEW = OSLO + "/ny?sokerFnr=" + FNR;

    private static final String OPPDATERING = """
            {"sak":{"soker":{"version":"1.0.0","avsender":{"systemnavn":"Test","systemversjon":"1"},"hendelser":[
              {"type":"soknadsStatus","hendelsestidspunkt":"2026-10-04T13:37:00.134Z","status":"MOTTATT"}%s]}},
             "type":"no.nav.digisos.digisos.soker.v1"}""";

    @Test
    void a_case_is_opened_for_a_person_and_has_no_soknad() {
        Answer answer = oslo().send("POST", NEW, BodyPublishers.noBody(), "text/plain;charset=UTF-8");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).matches("\"[0-9a-f-]{36}\"");
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        UUID id = id(answer);
        assertThat(value(
                        "SELECT kommunenummer || ' ' || (soker_indeks = ?)::text FROM digisos_sak WHERE digisos_id = ?",
                        personIndex(FNR).getFirst().value(),
                        id))
                .isEqualTo("0301 true");
        assertThat(value("SELECT count(*) FROM innsending WHERE digisos_id = ?", id))
                .isEqualTo("0");
        assertThat(history(id)).isEqualTo("OPPRETTET_SAK_KOMMUNE");
        assertThat(value(
                        "SELECT handling || ' ' || (person_indeks = ?)::text FROM audit_rad WHERE digisos_id = ?",
                        personIndex(FNR).getFirst().value(),
                        id))
                .isEqualTo("OPPRETT_SAK true");
        // It is a case like any other from here on.
        assertThat(oslo().post(OSLO + "/" + id, OPPDATERING.formatted("")).status())
                .isEqualTo(202);
        assertThat(oslo().get(OSLO + "/" + id + "/filer").json()).isEmpty();
        // Without a key every call is a new case.
        assertThat(id(oslo().post(NEW, ""))).isNotEqualTo(id);
    }

    @Test
    void a_first_update_may_come_with_it_and_is_held_to_the_same_rules() {
        Answer answer = oslo().send("POST", NEW, BodyPublishers.ofString(OPPDATERING.formatted("")), "text/plain");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(history(id(answer))).isEqualTo("OPPRETTET_SAK_KOMMUNE OPPDATERT_SAK_KOMMUNE");
        assertThat(value("SELECT count(*) FROM oppdatering WHERE digisos_id = ? AND gjeldende", id(answer)))
                .isEqualTo("1");

        String saker = countSaker();
        Answer invalid = oslo().post(NEW, OPPDATERING.formatted("").replace("MOTTATT", "ANNET"));
        assertError(invalid, 400, "UGYLDIG_OPPDATERING");
        assertThat(invalid.json().get("message").asText()).contains("/hendelser/0/status");
        Answer withFile = oslo().post(NEW, OPPDATERING.formatted("""
                ,{"type":"vedtakFattet","hendelsestidspunkt":"2026-10-04T13:38:00.134Z","saksreferanse":"s1",
                 "vedtaksfil":{"referanse":{"type":"dokumentlager","id":"%s"}},"vedlegg":[]}""".formatted(UUID.randomUUID())));
        assertError(withFile, 400, "UGYLDIG_OPPDATERING");
        assertThat(withFile.json().get("message").asText()).contains("/hendelser/1/vedtaksfil");
        assertError(oslo().post(NEW, "{}"), 400, "UGYLDIG_OPPDATERING");
        assertError(oslo().post(NEW, "ikke json"), 400, "UGYLDIG_JSON");
        assertThat(countSaker()).isEqualTo(saker);
    }

    @Test
    void a_case_opened_under_a_number_that_has_been_replaced_is_the_persons_and_so_is_its_repeat() {
        String old = TestPerson.withDNumber();
        String fresh = TestPerson.fresh();
        String key = UUID.randomUUID().toString();
        Answer first = oslo().withHeader("Idempotency-Key", key).post(OSLO + "/ny?sokerFnr=" + old, "");
        assertError(
                oslo().withHeader("Idempotency-Key", key).post(OSLO + "/ny?sokerFnr=" + fresh, ""),
                409,
                "NOKKEL_I_BRUK");
        sakSeeds.link(old, fresh);
        Answer again = oslo().withHeader("Idempotency-Key", key).post(OSLO + "/ny?sokerFnr=" + fresh, "");
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(id(again)).isEqualTo(id(first));
        assertError(oslo().withHeader("Idempotency-Key", key).post(NEW, ""), 409, "NOKKEL_I_BRUK");
    }

    @Test
    void a_repeat_under_the_same_key_finds_the_same_case() throws Exception {
        String key = UUID.randomUUID().toString();
        Callable<UUID> call = () -> id(oslo().withHeader("Idempotency-Key", key).post(NEW, OPPDATERING.formatted("")));
        UUID first;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<UUID> concurrent = threads.invokeAll(List.of(call, call, call, call)).stream()
                    .map(Future::resultNow)
                    .distinct()
                    .toList();
            assertThat(concurrent).hasSize(1);
            first = concurrent.getFirst();
        }
        assertThat(call.call()).isEqualTo(first);
        assertThat(history(first)).isEqualTo("OPPRETTET_SAK_KOMMUNE OPPDATERT_SAK_KOMMUNE");
        assertThat(value("SELECT count(*) FROM dokument WHERE digisos_id = ?", first))
                .isEqualTo("1");

        Answer anotherPerson = oslo().withHeader("Idempotency-Key", key)
                .post(NEW.replace(FNR, "24819910029"), OPPDATERING.formatted(""));
        assertError(anotherPerson, 409, "NOKKEL_I_BRUK");
        assertThat(anotherPerson.text()).doesNotContain("24819910029");
        assertError(oslo().withHeader("Idempotency-Key", key).post(NEW, ""), 409, "NOKKEL_I_BRUK");
        // Another integration's key of the same name is another key.
        assertThat(id(fagsystem(SeedData.OSLO_NAV_TEST)
                        .withHeader("Idempotency-Key", key)
                        .post(NEW, OPPDATERING.formatted(""))))
                .isNotEqualTo(first);
        assertError(oslo().withHeader("Idempotency-Key", "to ord").post(NEW, ""), 400, "UGYLDIG_FORESPORSEL");
    }

    @Test
    void whoever_it_is_for_must_be_a_person() {
        for (String invalid : List.of("", "?sokerFnr=", "?sokerFnr=01819010002", "?sokerFnr=1234", "?fnr=" + FNR)) {
            Answer answer = oslo().post(OSLO + "/ny" + invalid, "");
            assertError(answer, 400, "UGYLDIG_FORESPORSEL");
            assertThat(answer.text()).doesNotContain("01819010002");
        }
    }

    @Test
    void cases_are_opened_in_the_callers_own_kommune_alone() {
        assertError(fagsystem(SeedData.BERGEN_FAGSYSTEM).post(NEW, ""), 403, "INGEN_TILGANG");
        assertError(
                oslo().post("/digisos/api/v1/" + UUID.randomUUID() + "/ny?sokerFnr=" + FNR, ""), 403, "INGEN_TILGANG");
        assertError(oslo().get(NEW), 405, "METODE_IKKE_TILLATT");
    }

    private String history(UUID digisosId) {
        return value("SELECT string_agg(hendelse, ' ' ORDER BY id) FROM historikk WHERE digisos_id = ?", digisosId);
    }

    private String countSaker() {
        return value("SELECT count(*) FROM digisos_sak");
    }

    private static UUID id(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return UUID.fromString(answer.json().asText());
    }
}
