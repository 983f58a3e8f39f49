package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.local.process.ProgramRun;
import no.digisos.local.stack.RunningStack;
import no.digisos.local.token.TokenIssuer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the command or the call that gives a grant to what it opens: each identity is made as operators and kommuner make it, and then
 * asks for its own and for another's.
 */
class TilgangerTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ORG = "310501018";
    private static final String FNR = "01819010001";
    private static final String ADMIN = "15857210074";
    private static final String SOK = "/audit-sok/api/v1/sok";
    private static final String KOMMUNER = "/digisos/api/v1/nav/kommuner";

    private static RunningStack stack;

    @TempDir
    Path katalog;

    @BeforeAll
    static void start() throws Exception {
        stack = Stakk.start();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void an_integration_of_one_kommune_reads_its_log_and_queue_and_no_others() throws Exception {
        String osloSak = nySak(Fro.OSLO_FAGSYSTEM, Fro.OSLO);
        String bergenSak = nySak(Fro.BERGEN_FAGSYSTEM, Fro.BERGEN);
        Klient begrenset = som(
                opprett("AUDIT,FAGSYSTEM", "--fiks-org-id", Fro.OSLO.fiksOrgId().toString()));

        JsonNode egne = ok(begrenset.get(SOK + "?fiksOrganisasjon=" + Fro.OSLO.fiksOrgId()));
        assertThat(egne.get("treff"))
                .isNotEmpty()
                .allSatisfy(t -> assertThat(t.get("fiksOrg").asText())
                        .isEqualTo(Fro.OSLO.fiksOrgId().toString()));
        assertThat(egne.toString()).contains(osloSak).doesNotContain(bergenSak);
        assertThat(begrenset.get(SOK).status()).isEqualTo(403);
        assertThat(begrenset
                        .get(SOK + "?fiksOrganisasjon=" + Fro.BERGEN.fiksOrgId())
                        .status())
                .isEqualTo(403);
        assertThat(ok(begrenset.get(SOK + "?fiksOrganisasjon=" + Fro.OSLO.fiksOrgId() + "&underRessurser=" + bergenSak))
                        .get("antallTreff")
                        .asInt())
                .isZero();

        assertThat(begrenset.get(ko(Objects.requireNonNull(Fro.OSLO.kontoId()))).status())
                .isEqualTo(200);
        assertThat(begrenset
                        .get(ko(Objects.requireNonNull(Fro.STAVANGER.kontoId())))
                        .status())
                .isEqualTo(403);
        assertThat(begrenset.post(ny(Fro.BERGEN), "").status()).isEqualTo(403);
        assertThat(ok(begrenset.get("/digisos/levering/api/v1/kommuner")).findValuesAsText("kommunenummer"))
                .containsExactly(Fro.OSLO.kommunenummer());
        assertThat(begrenset.get(KOMMUNER).status()).isEqualTo(403);

        Klient alles = som(opprett("AUDIT"));
        assertThat(ok(alles.get(SOK + "?underRessurser=" + bergenSak))
                        .get("antallTreff")
                        .asInt())
                .isPositive();
        assertThat(alles.get(ko(Objects.requireNonNull(Fro.OSLO.kontoId()))).status())
                .isEqualTo(403);
    }

    @Test
    void each_of_navs_grants_opens_its_own_and_no_other() throws Exception {
        List<String> sett = new ArrayList<>();
        for (String privilegium : List.of("KOMMUNEINFO", "NAV_INNSYN", "MELLOMLAGRING", "INNSENDING")) {
            Fro.Integrasjon integrasjon = opprett(privilegium);
            Klient maskin = som(integrasjon);
            Klient person = Klient.mot(base())
                    .som(stack.tokens().token(TokenIssuer.IDPORTEN, Map.of("pid", FNR, "orgnr", ORG)), integrasjon);
            String fnr = "{\"fnr\":\"" + FNR + "\"}";
            Map<String, Svar> svar = Map.of(
                    "KOMMUNEINFO",
                    maskin.get(KOMMUNER),
                    "NAV_INNSYN",
                    maskin.post("/digisos/api/v1/nav/soknader/soknader?sporingsId=" + UUID.randomUUID(), fnr),
                    "MELLOMLAGRING",
                    maskin.get("/digisos/api/v1/mellomlagring/ref-" + UUID.randomUUID()),
                    "INNSENDING",
                    person.get("/digisos/api/v1/soknader/soknader"),
                    "AUDIT",
                    maskin.get(SOK),
                    "FAGSYSTEM",
                    maskin.get(ko(Objects.requireNonNull(Fro.OSLO.kontoId()))));
            svar.forEach((hva, s) -> {
                if (s.status() != 403) {
                    sett.add(privilegium + " " + hva + " " + (s.status() < 400 || s.status() == 404));
                }
            });
        }
        assertThat(sett)
                .containsExactly(
                        "KOMMUNEINFO KOMMUNEINFO true",
                        "NAV_INNSYN NAV_INNSYN true",
                        "MELLOMLAGRING MELLOMLAGRING true",
                        "INNSENDING INNSENDING true");
    }

    @Test
    void an_administrator_and_what_the_administrator_makes_stay_within_the_kommune() throws Exception {
        Path person = Files.writeString(katalog.resolve("person"), ADMIN);
        UUID fiksOrgId = UUID.fromString(
                drift("kommune", "opprett", "--kommunenummer", "4602", "--navn", "Kinn", "--person", person.toString())
                        .get("fiksOrgId")
                        .asText());
        Klient admin =
                Klient.mot(base()).medHode("Authorization", "Bearer " + token(TokenIssuer.IDPORTEN, "pid", ADMIN));
        String konfig = "/digisos/api/v1/konfigurasjon/";
        assertThat(admin.get(konfig + fiksOrgId).status()).isEqualTo(200);
        assertThat(admin.get(konfig + Fro.OSLO.fiksOrgId()).status()).isEqualTo(403);

        String en = ok(admin.post(konfig + fiksOrgId + "/kontoer", "{\"navn\":\"A\"}"))
                .get("kontoId")
                .asText();
        String annen = ok(admin.post(konfig + fiksOrgId + "/kontoer", "{\"navn\":\"B\"}"))
                .get("kontoId")
                .asText();
        JsonNode laget = ok(admin.post(
                konfig + fiksOrgId + "/integrasjoner",
                "{\"navn\":\"F\",\"autorisertOrganisasjon\":\"" + ORG + "\",\"kontoId\":\"" + en + "\"}"));
        Klient fagsystem = som(integrasjon(laget));
        assertThat(fagsystem.get(ko(UUID.fromString(en))).status()).isEqualTo(200);
        assertThat(fagsystem.get(ko(UUID.fromString(annen))).status()).isEqualTo(403);
        assertThat(fagsystem.get(ko(Objects.requireNonNull(Fro.OSLO.kontoId()))).status())
                .isEqualTo(403);
        assertThat(fagsystem.post(ny(Fro.OSLO), "").status()).isEqualTo(403);
        assertThat(fagsystem.get(SOK + "?fiksOrganisasjon=" + fiksOrgId).status())
                .isEqualTo(403);
        assertThat(ok(fagsystem.get("/digisos/levering/api/v1/kommuner")).findValuesAsText("kommunenummer"))
                .containsExactly("4602");
    }

    /** As the operators' program makes it. */
    private static Fro.Integrasjon opprett(String privilegier, String... flere) throws Exception {
        List<String> ord = new ArrayList<>(
                List.of("integrasjon", "opprett", "--navn", "Ny", "--organisasjon", ORG, "--privilegium", privilegier));
        ord.addAll(List.of(flere));
        return integrasjon(drift(ord.toArray(String[]::new)));
    }

    private static Fro.Integrasjon integrasjon(JsonNode laget) {
        return new Fro.Integrasjon(
                UUID.fromString(laget.get("integrasjonId").asText()),
                "Ny",
                ORG,
                laget.get("passord").asText());
    }

    private static JsonNode drift(String... ord) throws Exception {
        List<String> alle = new ArrayList<>(List.of(ord));
        alle.addAll(List.of("--operator=kari", "--begrunnelse=test"));
        ProgramRun.Result kjort = stack.drift(alle.toArray(String[]::new));
        assertThat(kjort.exitCode()).as(String.join(" ", ord)).isZero();
        return MAPPER.readTree(kjort.out());
    }

    private static String nySak(Fro.Integrasjon integrasjon, Fro.Kommune kommune) {
        return ok(som(integrasjon).post(ny(kommune), "")).asText();
    }

    private static String ny(Fro.Kommune kommune) {
        return "/digisos/api/v1/" + kommune.fiksOrgId() + "/ny?sokerFnr=" + FNR;
    }

    private static String ko(UUID kontoId) {
        return "/digisos/mottak/api/v1/kontoer/" + kontoId + "/meldinger";
    }

    private static Klient som(Fro.Integrasjon integrasjon) {
        return Klient.mot(base())
                .som(token(TokenIssuer.MASKINPORTEN, "orgnr", integrasjon.organisasjon()), integrasjon);
    }

    private static String token(String utsteder, String navn, String verdi) {
        return stack.tokens().token(utsteder, Map.of(navn, verdi));
    }

    private static String base() {
        return stack.json().gateway().http().toString();
    }

    private static JsonNode ok(Svar svar) {
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        return svar.json();
    }
}
