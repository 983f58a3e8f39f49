package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Testperson;
import org.junit.jupiter.api.Test;

/** A fagsystem opens a case of its own (contract.md 6). */
abstract class NySakSuite extends StatusSuite {
    private static final String OSLO = "/digisos/api/v1/" + Fro.OSLO.fiksOrgId();
    private static final String NY = OSLO + "/ny?sokerFnr=" + FNR;

    private static final String OPPDATERING = """
            {"sak":{"soker":{"version":"1.0.0","avsender":{"systemnavn":"Test","systemversjon":"1"},"hendelser":[
              {"type":"soknadsStatus","hendelsestidspunkt":"2026-10-04T13:37:00.134Z","status":"MOTTATT"}%s]}},
             "type":"no.nav.digisos.digisos.soker.v1"}""";

    @Test
    void a_case_is_opened_for_a_person_and_has_no_soknad() {
        Svar svar = oslo().send("POST", NY, BodyPublishers.noBody(), "text/plain;charset=UTF-8");
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        assertThat(svar.tekst()).matches("\"[0-9a-f-]{36}\"");
        assertThat(svar.hode("Content-Type")).startsWith("application/json");
        UUID id = id(svar);
        assertThat(verdi(
                        "SELECT kommunenummer || ' ' || (soker_indeks = ?)::text FROM digisos_sak WHERE digisos_id = ?",
                        personIndeks(FNR).getFirst().value(),
                        id))
                .isEqualTo("0301 true");
        assertThat(verdi("SELECT count(*) FROM innsending WHERE digisos_id = ?", id))
                .isEqualTo("0");
        assertThat(historikk(id)).isEqualTo("OPPRETTET_SAK_KOMMUNE");
        assertThat(verdi(
                        "SELECT handling || ' ' || (person_indeks = ?)::text FROM audit_rad WHERE digisos_id = ?",
                        personIndeks(FNR).getFirst().value(),
                        id))
                .isEqualTo("OPPRETT_SAK true");
        // It is a case like any other from here on.
        assertThat(oslo().post(OSLO + "/" + id, OPPDATERING.formatted("")).status())
                .isEqualTo(202);
        assertThat(oslo().get(OSLO + "/" + id + "/filer").json()).isEmpty();
        // Without a key every call is a new case.
        assertThat(id(oslo().post(NY, ""))).isNotEqualTo(id);
    }

    @Test
    void a_first_update_may_come_with_it_and_is_held_to_the_same_rules() {
        Svar svar = oslo().send("POST", NY, BodyPublishers.ofString(OPPDATERING.formatted("")), "text/plain");
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        assertThat(historikk(id(svar))).isEqualTo("OPPRETTET_SAK_KOMMUNE OPPDATERT_SAK_KOMMUNE");
        assertThat(verdi("SELECT count(*) FROM oppdatering WHERE digisos_id = ? AND gjeldende", id(svar)))
                .isEqualTo("1");

        String saker = antallSaker();
        Svar ugyldig = oslo().post(NY, OPPDATERING.formatted("").replace("MOTTATT", "ANNET"));
        assertError(ugyldig, 400, "UGYLDIG_OPPDATERING");
        assertThat(ugyldig.json().get("message").asText()).contains("/hendelser/0/status");
        Svar medFil = oslo().post(NY, OPPDATERING.formatted("""
                ,{"type":"vedtakFattet","hendelsestidspunkt":"2026-10-04T13:38:00.134Z","saksreferanse":"s1",
                 "vedtaksfil":{"referanse":{"type":"dokumentlager","id":"%s"}},"vedlegg":[]}""".formatted(UUID.randomUUID())));
        assertError(medFil, 400, "UGYLDIG_OPPDATERING");
        assertThat(medFil.json().get("message").asText()).contains("/hendelser/1/vedtaksfil");
        assertError(oslo().post(NY, "{}"), 400, "UGYLDIG_OPPDATERING");
        assertError(oslo().post(NY, "ikke json"), 400, "UGYLDIG_JSON");
        assertThat(antallSaker()).isEqualTo(saker);
    }

    @Test
    void a_case_opened_under_a_number_that_has_been_replaced_is_the_persons_and_so_is_its_repeat() {
        String gammel = Testperson.medDNummer();
        String ny = Testperson.ny();
        String nokkel = UUID.randomUUID().toString();
        Svar forste = oslo().medHode("Idempotency-Key", nokkel).post(OSLO + "/ny?sokerFnr=" + gammel, "");
        assertError(
                oslo().medHode("Idempotency-Key", nokkel).post(OSLO + "/ny?sokerFnr=" + ny, ""), 409, "NOKKEL_I_BRUK");
        saksfro.koble(gammel, ny);
        Svar igjen = oslo().medHode("Idempotency-Key", nokkel).post(OSLO + "/ny?sokerFnr=" + ny, "");
        assertThat(igjen.status()).as(igjen.tekst()).isEqualTo(200);
        assertThat(id(igjen)).isEqualTo(id(forste));
        assertError(oslo().medHode("Idempotency-Key", nokkel).post(NY, ""), 409, "NOKKEL_I_BRUK");
    }

    @Test
    void a_repeat_under_the_same_key_finds_the_same_case() throws Exception {
        String nokkel = UUID.randomUUID().toString();
        Callable<UUID> kall = () -> id(oslo().medHode("Idempotency-Key", nokkel).post(NY, OPPDATERING.formatted("")));
        UUID forste;
        try (ExecutorService trader = Executors.newVirtualThreadPerTaskExecutor()) {
            List<UUID> samtidige = trader.invokeAll(List.of(kall, kall, kall, kall)).stream()
                    .map(Future::resultNow)
                    .distinct()
                    .toList();
            assertThat(samtidige).hasSize(1);
            forste = samtidige.getFirst();
        }
        assertThat(kall.call()).isEqualTo(forste);
        assertThat(historikk(forste)).isEqualTo("OPPRETTET_SAK_KOMMUNE OPPDATERT_SAK_KOMMUNE");
        assertThat(verdi("SELECT count(*) FROM dokument WHERE digisos_id = ?", forste))
                .isEqualTo("1");

        Svar annenPerson = oslo().medHode("Idempotency-Key", nokkel)
                .post(NY.replace(FNR, "24819910029"), OPPDATERING.formatted(""));
        assertError(annenPerson, 409, "NOKKEL_I_BRUK");
        assertThat(annenPerson.tekst()).doesNotContain("24819910029");
        assertError(oslo().medHode("Idempotency-Key", nokkel).post(NY, ""), 409, "NOKKEL_I_BRUK");
        // Another integration's key of the same name is another key.
        assertThat(id(fagsystem(Fro.OSLO_NAVTEST)
                        .medHode("Idempotency-Key", nokkel)
                        .post(NY, OPPDATERING.formatted(""))))
                .isNotEqualTo(forste);
        assertError(oslo().medHode("Idempotency-Key", "to ord").post(NY, ""), 400, "UGYLDIG_FORESPORSEL");
    }

    @Test
    void whoever_it_is_for_must_be_a_person() {
        for (String ugyldig : List.of("", "?sokerFnr=", "?sokerFnr=01819010002", "?sokerFnr=1234", "?fnr=" + FNR)) {
            Svar svar = oslo().post(OSLO + "/ny" + ugyldig, "");
            assertError(svar, 400, "UGYLDIG_FORESPORSEL");
            assertThat(svar.tekst()).doesNotContain("01819010002");
        }
    }

    @Test
    void cases_are_opened_in_the_callers_own_kommune_alone() {
        assertError(fagsystem(Fro.BERGEN_FAGSYSTEM).post(NY, ""), 403, "INGEN_TILGANG");
        assertError(
                oslo().post("/digisos/api/v1/" + UUID.randomUUID() + "/ny?sokerFnr=" + FNR, ""), 403, "INGEN_TILGANG");
        assertError(oslo().get(NY), 405, "METODE_IKKE_TILLATT");
    }

    private String historikk(UUID digisosId) {
        return verdi("SELECT string_agg(hendelse, ' ' ORDER BY id) FROM historikk WHERE digisos_id = ?", digisosId);
    }

    private String antallSaker() {
        return verdi("SELECT count(*) FROM digisos_sak");
    }

    private static UUID id(Svar svar) {
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        return UUID.fromString(svar.json().asText());
    }
}
