package no.digisos.drift.kommune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.main.LaunchResult;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.database.Databasevakt;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.common.krypto.BlindIndex;
import no.digisos.common.krypto.KeyRing;
import no.digisos.common.person.Personer;
import no.digisos.common.security.IntegrasjonLogin;
import no.digisos.common.security.Integrasjonsminne;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.SecurityConfig;
import no.digisos.common.security.Tilgang;
import no.digisos.common.security.Tilganger;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Omgivelser;
import no.digisos.common.testkit.TestDatabase;
import no.digisos.common.testkit.Testmiljo;
import no.digisos.drift.Program;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person comes in a file here: standard input is the test runner's own. The guide's test pipes one in. */
@QuarkusTest
@QuarkusTestResource(Omgivelser.class)
class KommuneTest {
    @Inject
    Program launcher;

    private static final String PERSON = "15857210074";
    private static final String ANNEN = "24819910029";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path katalog;

    private final Testmiljo miljo = Testmiljo.gjeldende();
    private final Transactions transactions = new Transactions(miljo.database().functions());
    private final UUID fiksOrgId = UUID.randomUUID();

    @BeforeEach
    void start_afresh() {
        TestDatabase.execute(miljo.database().superuser(), "TRUNCATE tilgang");
        TestDatabase.execute(miljo.database().superuser(), "TRUNCATE kommunenummerbytte");
        TestDatabase.execute(miljo.database().superuser(), "DELETE FROM kommune WHERE kommunenummer = '9401'");
    }

    @Test
    void the_first_kommune_gets_its_administrator() throws Exception {
        LaunchResult laget = opprett(launcher, PERSON);
        assertThat(laget.exitCode()).as(laget.getErrorOutput()).isZero();
        assertThat(MAPPER.readTree(laget.getOutput()).get("fiksOrgId").asText()).isEqualTo(fiksOrgId.toString());
        assertThat(administrerer(PERSON)).containsExactly(fiksOrgId);
        assertThat(verdi("SELECT aktivert::text FROM kommune WHERE fiks_org_id = ?"))
                .isEqualTo("false");
        assertThat(verdi(
                        "SELECT handling || ' ' || operator || ' ' || hjemmel || ' ' || (person_indeks IS NOT NULL)::text"
                                + " FROM audit_rad WHERE fiks_org_id = ?"))
                .isEqualTo("OPPRETT_KOMMUNE kari Drift: ny kommune true");

        LaunchResult igjen = opprett(launcher, PERSON);
        assertThat(igjen.exitCode()).isEqualTo(1);
        assertThat(igjen.getErrorOutput()).contains("already");
    }

    @Test
    void a_person_who_is_none_is_refused_and_not_repeated() throws Exception {
        LaunchResult feil = opprett(launcher, "15857210075");
        assertThat(feil.exitCode()).isEqualTo(2);
        assertThat(feil.getErrorOutput()).contains("not a valid fødselsnummer").doesNotContain("15857210075");
        assertThat(verdi("SELECT count(*) FROM kommune WHERE fiks_org_id = ?")).isEqualTo("0");
        assertThat(launcher.launch("kommune", "opprett", "--kommunenummer", "9401", "--navn", "N")
                        .exitCode())
                .as("nobody acts without a name and a reason")
                .isEqualTo(2);
    }

    @Test
    void administrators_come_and_go() throws Exception {
        opprett(launcher, PERSON);
        LaunchResult gitt = admin(launcher, "gi", fil(ANNEN));
        assertThat(gitt.exitCode()).as(gitt.getErrorOutput()).isZero();
        assertThat(MAPPER.readTree(gitt.getOutput()).get("antall").asInt()).isEqualTo(2);
        assertThat(administrerer(ANNEN)).containsExactly(fiksOrgId);
        assertThat(admin(launcher, "gi", fil(ANNEN)).exitCode()).isEqualTo(1);

        assertThat(admin(launcher, "trekk", fil(PERSON)).exitCode()).isZero();
        assertThat(administrerer(PERSON)).isEmpty();
        assertThat(admin(launcher, "trekk", fil(PERSON)).exitCode()).isEqualTo(1);
        assertThat(verdi("SELECT string_agg(handling, ' ' ORDER BY tidspunkt) FROM audit_rad WHERE fiks_org_id = ?"))
                .isEqualTo("OPPRETT_KOMMUNE GI_TILGANG TREKK_TILGANG");
        assertThat(launcher.launch(kommando(
                                List.of(
                                        "kommune",
                                        "admin",
                                        "gi",
                                        "--fiks-org-id",
                                        UUID.randomUUID().toString()),
                                fil(PERSON)))
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void a_kommune_gets_another_number_and_the_operator_is_named() throws Exception {
        opprett(launcher, PERSON);
        LaunchResult byttet = bytt(launcher, "9401", "9402,9403", "2024-01-01");
        assertThat(byttet.exitCode()).as(byttet.getErrorOutput()).isZero();
        JsonNode svar = MAPPER.readTree(byttet.getOutput());
        assertThat(svar.get("fiksOrgId").asText()).isEqualTo(fiksOrgId.toString());
        assertThat(svar.get("nytt")).hasSize(2);
        assertThat(
                        verdi(
                                "SELECT string_agg(nummer || ' ' || gjeldende || ' ' || to_char(coalesce(fra, til) AT TIME ZONE"
                                        + " 'Europe/Oslo', 'YYYY-MM-DD HH24:MI'), ', ' ORDER BY nummer) FROM kommunenummer WHERE fiks_org_id = ?"))
                .isEqualTo("9401 false 2024-01-01 00:00, 9402 true 2024-01-01 00:00");

        LaunchResult igjen = bytt(launcher, "9401", "9404", "2025-01-01");
        assertThat(igjen.exitCode()).isEqualTo(1);
        assertThat(igjen.getErrorOutput()).contains("has an end already");
        LaunchResult finnes = bytt(launcher, "9402", "0301", "2025-01-01");
        assertThat(finnes.exitCode()).isEqualTo(1);
        assertThat(finnes.getErrorOutput()).contains("--overtas");
        assertThat(bytt(launcher, "9402", "0301", "2025-01-01", "--overtas").exitCode())
                .isZero();
        assertThat(angre(launcher, "9402").exitCode()).isZero();
        assertThat(angre(launcher, "9401").exitCode()).isZero();
        assertThat(angre(launcher, "9401").exitCode()).isEqualTo(1);
        assertThat(bytt(launcher, "94", "9404", "2025-01-01").exitCode()).isEqualTo(2);
        assertThat(
                        verdi(
                                "SELECT string_agg(handling || ' ' || operator, ', ' ORDER BY tidspunkt) FROM audit_rad WHERE fiks_org_id = ?"))
                .isEqualTo("OPPRETT_KOMMUNE kari" + ", BYTT_KOMMUNENUMMER kari".repeat(4));
    }

    private static LaunchResult bytt(Program launcher, String gammelt, String nytt, String dato, String... flere) {
        List<String> ord = new ArrayList<>(
                List.of("kommune", "bytt-nummer", "--gammelt", gammelt, "--nytt", nytt, "--dato", dato));
        ord.addAll(List.of(flere));
        return launcher.launch(kommando(ord, List.of()));
    }

    private static LaunchResult angre(Program launcher, String gammelt) {
        return launcher.launch(kommando(List.of("kommune", "angre-nummer", "--gammelt", gammelt), List.of()));
    }

    @Test
    void navs_integration_gets_its_grants_and_a_password_once() throws Exception {
        LaunchResult laget = integrasjon(launcher, "INNSENDING,MELLOMLAGRING,NAV_INNSYN,KOMMUNEINFO");
        assertThat(laget.exitCode()).as(laget.getErrorOutput()).isZero();
        JsonNode svar = MAPPER.readTree(laget.getOutput());
        String id = svar.get("integrasjonId").asText();
        String passord = svar.get("passord").asText();
        assertThat(loggInn(id, passord))
                .extracting(Tilgang::privilegium)
                .containsExactlyInAnyOrder(
                        Privilegium.INNSENDING,
                        Privilegium.MELLOMLAGRING,
                        Privilegium.NAV_INNSYN,
                        Privilegium.KOMMUNEINFO);

        LaunchResult byttet =
                launcher.launch(kommando(List.of("integrasjon", "passord", "--integrasjon-id", id), List.of()));
        String nytt = MAPPER.readTree(byttet.getOutput()).get("passord").asText();
        assertThatThrownBy(() -> loggInn(id, passord)).isInstanceOf(ApiException.class);
        assertThat(loggInn(id, nytt)).hasSize(4);
        String[] trekk = kommando(List.of("integrasjon", "trekk", "--integrasjon-id", id), List.of());
        assertThat(launcher.launch(trekk).exitCode()).isZero();
        assertThatThrownBy(() -> loggInn(id, nytt)).isInstanceOf(ApiException.class);
        assertThat(launcher.launch(trekk).exitCode()).isEqualTo(1);
    }

    @Test
    void grants_that_make_no_sense_are_not_given() {
        for (String privilegium : List.of("ADMIN", "FAGSYSTEM", "ANNET", "")) {
            assertThat(integrasjon(launcher, privilegium).exitCode())
                    .as(privilegium)
                    .isEqualTo(2);
        }
        LaunchResult fagsystem = launcher.launch(kommando(
                List.of(
                        "integrasjon",
                        "opprett",
                        "--navn",
                        "F",
                        "--organisasjon",
                        "310501018",
                        "--privilegium",
                        "FAGSYSTEM",
                        "--fiks-org-id",
                        Fro.OSLO.fiksOrgId().toString()),
                List.of()));
        assertThat(fagsystem.exitCode()).as(fagsystem.getErrorOutput()).isZero();
    }

    @Test
    void every_grant_of_an_integration_of_one_kommune_is_limited_to_it() throws Exception {
        for (String privilegium : List.of("AUDIT", "AUDIT,FAGSYSTEM", "FAGSYSTEM")) {
            LaunchResult laget = integrasjon(launcher, privilegium, Fro.OSLO.fiksOrgId());
            assertThat(laget.exitCode()).as(laget.getErrorOutput()).isZero();
            JsonNode svar = MAPPER.readTree(laget.getOutput());
            assertThat(loggInn(
                            svar.get("integrasjonId").asText(),
                            svar.get("passord").asText()))
                    .as(privilegium)
                    .isNotEmpty()
                    .extracting(Tilgang::fiksOrgId)
                    .containsOnly(Fro.OSLO.fiksOrgId());
        }
    }

    @Test
    void what_holds_for_every_kommune_is_not_given_as_if_it_were_limited_to_one() {
        for (String privilegium : List.of("NAV_INNSYN", "AUDIT,INNSENDING")) {
            LaunchResult nektet = integrasjon(launcher, privilegium, Fro.OSLO.fiksOrgId());
            assertThat(nektet.exitCode()).as(privilegium).isEqualTo(2);
            assertThat(nektet.getErrorOutput())
                    .contains(privilegium.replace("AUDIT,", "") + " cannot be limited by --fiks-org-id");
        }
        assertThat(integrasjon(launcher, "AUDIT,FAGSYSTEM").getErrorOutput()).contains("FAGSYSTEM takes --fiks-org-id");
        assertThat(integrasjon(launcher, "AUDIT", UUID.randomUUID()).exitCode())
                .as("no such kommune")
                .isEqualTo(1);
    }

    private static LaunchResult integrasjon(Program launcher, String privilegium, UUID fiksOrgId) {
        return launcher.launch(kommando(
                List.of(
                        "integrasjon",
                        "opprett",
                        "--navn",
                        "Ombud",
                        "--organisasjon",
                        Fro.NAV_ORG,
                        "--privilegium",
                        privilegium),
                List.of("--fiks-org-id", fiksOrgId.toString())));
    }

    private LaunchResult opprett(Program launcher, String person) throws Exception {
        return launcher.launch(kommando(
                List.of(
                        "kommune",
                        "opprett",
                        "--kommunenummer",
                        "9401",
                        "--navn",
                        "Prøve",
                        "--fiks-org-id",
                        fiksOrgId.toString()),
                fil(person)));
    }

    private LaunchResult admin(Program launcher, String hva, List<String> person) {
        return launcher.launch(
                kommando(List.of("kommune", "admin", hva, "--fiks-org-id", fiksOrgId.toString()), person));
    }

    private static LaunchResult integrasjon(Program launcher, String privilegium) {
        return launcher.launch(kommando(
                List.of(
                        "integrasjon",
                        "opprett",
                        "--navn",
                        "NAV",
                        "--organisasjon",
                        Fro.NAV_ORG,
                        "--privilegium",
                        privilegium),
                List.of()));
    }

    private static String[] kommando(List<String> ord, List<String> flere) {
        List<String> alle = new ArrayList<>(ord);
        alle.addAll(flere);
        alle.addAll(List.of("--operator", "kari", "--begrunnelse", "ny kommune"));
        return alle.toArray(String[]::new);
    }

    private List<String> fil(String person) throws Exception {
        return List.of(
                "--person",
                Files.writeString(katalog.resolve("person"), person + "\n").toString());
    }

    private List<Tilgang> loggInn(String id, String passord) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withDefaultValue("digisos.tilgang.maks-minnealder", "PT15M")
                .withMapping(SecurityConfig.class)
                .build();
        Integrasjonsminne minne = new Integrasjonsminne(transactions, config.getConfigMapping(SecurityConfig.class));
        return new IntegrasjonLogin(transactions, minne, new Databasevakt())
                .loggInn(id, passord, new Organisasjonsnummer(Fro.NAV_ORG));
    }

    private Set<UUID> administrerer(String fnr) {
        BlindIndex indeks = new BlindIndex(KeyRing.load(miljo.nokler().resolve("indeks"), Optional.empty()));
        return transactions.autoCommit(c -> Tilganger.adminFor(c, indeks.all(Personer.FNR, fnr)));
    }

    private String verdi(String sql) {
        return transactions.autoCommit(c -> {
            try (PreparedStatement s = c.prepareStatement(sql)) {
                s.setObject(1, fiksOrgId);
                try (ResultSet r = s.executeQuery()) {
                    r.next();
                    return String.valueOf(r.getString(1));
                }
            }
        });
    }
}
