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
import no.digisos.local.stack.RunningStack;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.testkit.process.ProgramRun;
import no.digisos.testkit.token.TokenIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the command or the call that gives a grant to what it opens: each identity is made as operators and kommuner make it, and then
 * asks for its own and for another's.
 */
@ExtendWith(SharedStack.class)
class GrantsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ORG = "310501018";
    private static final String FNR = "01819010001";
    private static final String ADMIN = "15857210074";
    private static final String SEARCH = "/audit-sok/api/v1/sok";
    private static final String KOMMUNER = "/digisos/api/v1/nav/kommuner";

    private static RunningStack stack;

    @TempDir
    Path directory;

    @BeforeAll
    static void start(RunningStack shared) {
        stack = shared;
    }

    @Test
    void an_integration_of_one_kommune_reads_its_log_and_queue_and_no_others() throws Exception {
        String osloSak = newSak(SeedData.OSLO_FAGSYSTEM, SeedData.OSLO);
        String bergenSak = newSak(SeedData.BERGEN_FAGSYSTEM, SeedData.BERGEN);
        Client limited = as(create(
                "AUDIT,FAGSYSTEM", "--fiks-org-id", SeedData.OSLO.fiksOrgId().toString()));

        JsonNode own = ok(limited.get(SEARCH + "?fiksOrganisasjon=" + SeedData.OSLO.fiksOrgId()));
        assertThat(own.get("treff"))
                .isNotEmpty()
                .allSatisfy(t -> assertThat(t.get("fiksOrg").asText())
                        .isEqualTo(SeedData.OSLO.fiksOrgId().toString()));
        assertThat(own.toString()).contains(osloSak).doesNotContain(bergenSak);
        assertThat(limited.get(SEARCH).status()).isEqualTo(403);
        assertThat(limited.get(SEARCH + "?fiksOrganisasjon=" + SeedData.BERGEN.fiksOrgId())
                        .status())
                .isEqualTo(403);
        assertThat(ok(limited.get(SEARCH + "?fiksOrganisasjon=" + SeedData.OSLO.fiksOrgId() + "&underRessurser="
                                + bergenSak))
                        .get("antallTreff")
                        .asInt())
                .isZero();

        assertThat(limited.get(queue(Objects.requireNonNull(SeedData.OSLO.kontoId())))
                        .status())
                .isEqualTo(200);
        assertThat(limited.get(queue(Objects.requireNonNull(SeedData.STAVANGER.kontoId())))
                        .status())
                .isEqualTo(403);
        assertThat(limited.post(fresh(SeedData.BERGEN), "").status()).isEqualTo(403);
        assertThat(ok(limited.get("/digisos/levering/api/v1/kommuner")).findValuesAsText("kommunenummer"))
                .containsExactly(SeedData.OSLO.kommunenummer());
        assertThat(limited.get(KOMMUNER).status()).isEqualTo(403);

        Client everybody = as(create("AUDIT"));
        assertThat(ok(everybody.get(SEARCH + "?underRessurser=" + bergenSak))
                        .get("antallTreff")
                        .asInt())
                .isPositive();
        assertThat(everybody
                        .get(queue(Objects.requireNonNull(SeedData.OSLO.kontoId())))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void each_of_navs_grants_opens_its_own_and_no_other() throws Exception {
        List<String> seen = new ArrayList<>();
        for (String privilegium : List.of("KOMMUNEINFO", "NAV_INNSYN", "MELLOMLAGRING", "INNSENDING")) {
            SeedData.Integrasjon integrasjon = create(privilegium);
            Client machine = as(integrasjon);
            Client person = Client.against(base())
                    .as(stack.tokens().token(TokenIssuer.IDPORTEN, Map.of("pid", FNR, "orgnr", ORG)), integrasjon);
            String fnr = "{\"fnr\":\"" + FNR + "\"}";
            Map<String, Answer> answer = Map.of(
                    "KOMMUNEINFO",
                    machine.get(KOMMUNER),
                    "NAV_INNSYN",
                    machine.post("/digisos/api/v1/nav/soknader/soknader?sporingsId=" + UUID.randomUUID(), fnr),
                    "MELLOMLAGRING",
                    machine.get("/digisos/api/v1/mellomlagring/ref-" + UUID.randomUUID()),
                    "INNSENDING",
                    person.get("/digisos/api/v1/soknader/soknader"),
                    "AUDIT",
                    machine.get(SEARCH),
                    "FAGSYSTEM",
                    machine.get(queue(Objects.requireNonNull(SeedData.OSLO.kontoId()))));
            answer.forEach((what, s) -> {
                if (s.status() != 403) {
                    seen.add(privilegium + " " + what + " " + (s.status() < 400 || s.status() == 404));
                }
            });
        }
        assertThat(seen)
                .containsExactly(
                        "KOMMUNEINFO KOMMUNEINFO true",
                        "NAV_INNSYN NAV_INNSYN true",
                        "MELLOMLAGRING MELLOMLAGRING true",
                        "INNSENDING INNSENDING true");
    }

    @Test
    void an_administrator_and_what_the_administrator_makes_stay_within_the_kommune() throws Exception {
        Path person = Files.writeString(directory.resolve("person"), ADMIN);
        UUID fiksOrgId = UUID.fromString(drift(
                        "kommune",
                        "opprett",
                        "--kommunenummer",
                        "4624",
                        "--navn",
                        "Bjørnafjorden",
                        "--person",
                        person.toString())
                .get("fiksOrgId")
                .asText());
        Client admin = Client.against(base())
                .withHeader("Authorization", "Bearer " + token(TokenIssuer.IDPORTEN, "pid", ADMIN));
        String config = "/digisos/api/v1/konfigurasjon/";
        assertThat(admin.get(config + fiksOrgId).status()).isEqualTo(200);
        assertThat(admin.get(config + SeedData.OSLO.fiksOrgId()).status()).isEqualTo(403);

        String one = ok(admin.post(config + fiksOrgId + "/kontoer", "{\"navn\":\"A\"}"))
                .get("kontoId")
                .asText();
        String another = ok(admin.post(config + fiksOrgId + "/kontoer", "{\"navn\":\"B\"}"))
                .get("kontoId")
                .asText();
        JsonNode made = ok(admin.post(
                config + fiksOrgId + "/integrasjoner",
                "{\"navn\":\"F\",\"autorisertOrganisasjon\":\"" + ORG + "\",\"kontoId\":\"" + one + "\"}"));
        Client fagsystem = as(integrasjon(made));
        assertThat(fagsystem.get(queue(UUID.fromString(one))).status()).isEqualTo(200);
        assertThat(fagsystem.get(queue(UUID.fromString(another))).status()).isEqualTo(403);
        assertThat(fagsystem
                        .get(queue(Objects.requireNonNull(SeedData.OSLO.kontoId())))
                        .status())
                .isEqualTo(403);
        assertThat(fagsystem.post(fresh(SeedData.OSLO), "").status()).isEqualTo(403);
        assertThat(fagsystem.get(SEARCH + "?fiksOrganisasjon=" + fiksOrgId).status())
                .isEqualTo(403);
        assertThat(ok(fagsystem.get("/digisos/levering/api/v1/kommuner")).findValuesAsText("kommunenummer"))
                .containsExactly("4624");
    }

    /** As the operators' program makes it. */
    private static SeedData.Integrasjon create(String privilegier, String... more) throws Exception {
        List<String> word = new ArrayList<>(
                List.of("integrasjon", "opprett", "--navn", "Ny", "--organisasjon", ORG, "--privilegium", privilegier));
        word.addAll(List.of(more));
        return integrasjon(drift(word.toArray(String[]::new)));
    }

    private static SeedData.Integrasjon integrasjon(JsonNode made) {
        return new SeedData.Integrasjon(
                UUID.fromString(made.get("integrasjonId").asText()),
                "Ny",
                ORG,
                made.get("passord").asText());
    }

    private static JsonNode drift(String... word) throws Exception {
        List<String> all = new ArrayList<>(List.of(word));
        all.addAll(List.of("--operator=kari", "--begrunnelse=test"));
        ProgramRun.Result ran = stack.drift(all.toArray(String[]::new));
        assertThat(ran.exitCode()).as(String.join(" ", word)).isZero();
        return MAPPER.readTree(ran.out());
    }

    private static String newSak(SeedData.Integrasjon integrasjon, SeedData.Kommune kommune) {
        return ok(as(integrasjon).post(fresh(kommune), "")).asText();
    }

    private static String fresh(SeedData.Kommune kommune) {
        return "/digisos/api/v1/" + kommune.fiksOrgId() + "/ny?sokerFnr=" + FNR;
    }

    private static String queue(UUID kontoId) {
        return "/digisos/mottak/api/v1/kontoer/" + kontoId + "/meldinger";
    }

    private static Client as(SeedData.Integrasjon integrasjon) {
        return Client.against(base())
                .as(token(TokenIssuer.MASKINPORTEN, "orgnr", integrasjon.organisasjon()), integrasjon);
    }

    private static String token(String issuer, String name, String value) {
        return stack.tokens().token(issuer, Map.of(name, value));
    }

    private static String base() {
        return stack.json().gateway().http().toString();
    }

    private static JsonNode ok(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }
}
