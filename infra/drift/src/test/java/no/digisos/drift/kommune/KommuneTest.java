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
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.crypto.KeyRing;
import no.digisos.common.database.DatabaseGuard;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.common.person.PersonIndex;
import no.digisos.common.security.Grant;
import no.digisos.common.security.Grants;
import no.digisos.common.security.IntegrasjonLogin;
import no.digisos.common.security.IntegrasjonMemory;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.SecurityConfig;
import no.digisos.drift.Program;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.suite.Surroundings;
import no.digisos.seeds.suite.TestEnvironment;
import no.digisos.testkit.database.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person comes in a file here: standard input is the test runner's own. The guide's test pipes one in. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class KommuneTest {
    @Inject
    Program launcher;

    private static final String PERSON = "15857210074";
    private static final String ANOTHER = "24819910029";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path directory;

    private final TestEnvironment environment = TestEnvironment.current();
    private final Transactions transactions =
            new Transactions(environment.database().functions());
    private final UUID fiksOrgId = UUID.randomUUID();

    @BeforeEach
    void start_afresh() {
        TestDatabase.execute(environment.database().superuser(), "TRUNCATE tilgang");
        TestDatabase.execute(environment.database().superuser(), "TRUNCATE kommunenummerbytte");
        TestDatabase.execute(environment.database().superuser(), "DELETE FROM kommune WHERE kommunenummer = '9401'");
    }

    @Test
    void the_first_kommune_gets_its_administrator() throws Exception {
        LaunchResult made = create(launcher, PERSON);
        assertThat(made.exitCode()).as(made.getErrorOutput()).isZero();
        assertThat(MAPPER.readTree(made.getOutput()).get("fiksOrgId").asText()).isEqualTo(fiksOrgId.toString());
        assertThat(administers(PERSON)).containsExactly(fiksOrgId);
        assertThat(value("SELECT aktivert::text FROM kommune WHERE fiks_org_id = ?"))
                .isEqualTo("false");
        assertThat(value(
                        "SELECT handling || ' ' || operator || ' ' || hjemmel || ' ' || (person_indeks IS NOT NULL)::text"
                                + " FROM audit_rad WHERE fiks_org_id = ?"))
                .isEqualTo("OPPRETT_KOMMUNE kari Drift: ny kommune true");

        LaunchResult again = create(launcher, PERSON);
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.getErrorOutput()).contains("already");
    }

    @Test
    void a_person_who_is_none_is_refused_and_not_repeated() throws Exception {
        LaunchResult failure = create(launcher, "15857210075");
        assertThat(failure.exitCode()).isEqualTo(2);
        assertThat(failure.getErrorOutput())
                .contains("not a valid fødselsnummer")
                .doesNotContain("15857210075");
        assertThat(value("SELECT count(*) FROM kommune WHERE fiks_org_id = ?")).isEqualTo("0");
        assertThat(launcher.launch("kommune", "opprett", "--kommunenummer", "9401", "--navn", "N")
                        .exitCode())
                .as("nobody acts without a name and a reason")
                .isEqualTo(2);
    }

    @Test
    void administrators_come_and_go() throws Exception {
        create(launcher, PERSON);
        LaunchResult given = admin(launcher, "gi", file(ANOTHER));
        assertThat(given.exitCode()).as(given.getErrorOutput()).isZero();
        assertThat(MAPPER.readTree(given.getOutput()).get("antall").asInt()).isEqualTo(2);
        assertThat(administers(ANOTHER)).containsExactly(fiksOrgId);
        assertThat(admin(launcher, "gi", file(ANOTHER)).exitCode()).isEqualTo(1);

        assertThat(admin(launcher, "trekk", file(PERSON)).exitCode()).isZero();
        assertThat(administers(PERSON)).isEmpty();
        assertThat(admin(launcher, "trekk", file(PERSON)).exitCode()).isEqualTo(1);
        assertThat(value("SELECT string_agg(handling, ' ' ORDER BY tidspunkt) FROM audit_rad WHERE fiks_org_id = ?"))
                .isEqualTo("OPPRETT_KOMMUNE GI_TILGANG TREKK_TILGANG");
        assertThat(launcher.launch(command(
                                List.of(
                                        "kommune",
                                        "admin",
                                        "gi",
                                        "--fiks-org-id",
                                        UUID.randomUUID().toString()),
                                file(PERSON)))
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void a_kommune_gets_another_number_and_the_operator_is_named() throws Exception {
        create(launcher, PERSON);
        LaunchResult replaced = replace(launcher, "9401", "9402,9403", "2024-01-01");
        assertThat(replaced.exitCode()).as(replaced.getErrorOutput()).isZero();
        JsonNode answer = MAPPER.readTree(replaced.getOutput());
        assertThat(answer.get("fiksOrgId").asText()).isEqualTo(fiksOrgId.toString());
        assertThat(answer.get("nytt")).hasSize(2);
        assertThat(
                        value(
                                "SELECT string_agg(nummer || ' ' || gjeldende || ' ' || to_char(coalesce(fra, til) AT TIME ZONE"
                                        + " 'Europe/Oslo', 'YYYY-MM-DD HH24:MI'), ', ' ORDER BY nummer) FROM kommunenummer WHERE fiks_org_id = ?"))
                .isEqualTo("9401 false 2024-01-01 00:00, 9402 true 2024-01-01 00:00");

        LaunchResult again = replace(launcher, "9401", "9404", "2025-01-01");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.getErrorOutput()).contains("has an end already");
        LaunchResult exists = replace(launcher, "9402", "0301", "2025-01-01");
        assertThat(exists.exitCode()).isEqualTo(1);
        assertThat(exists.getErrorOutput()).contains("--overtas");
        assertThat(replace(launcher, "9402", "0301", "2025-01-01", "--overtas").exitCode())
                .isZero();
        assertThat(undo(launcher, "9402").exitCode()).isZero();
        assertThat(undo(launcher, "9401").exitCode()).isZero();
        assertThat(undo(launcher, "9401").exitCode()).isEqualTo(1);
        assertThat(replace(launcher, "94", "9404", "2025-01-01").exitCode()).isEqualTo(2);
        assertThat(
                        value(
                                "SELECT string_agg(handling || ' ' || operator, ', ' ORDER BY tidspunkt) FROM audit_rad WHERE fiks_org_id = ?"))
                .isEqualTo("OPPRETT_KOMMUNE kari" + ", BYTT_KOMMUNENUMMER kari".repeat(4));
    }

    private static LaunchResult replace(Program launcher, String old, String renewed, String date, String... more) {
        List<String> word =
                new ArrayList<>(List.of("kommune", "bytt-nummer", "--gammelt", old, "--nytt", renewed, "--dato", date));
        word.addAll(List.of(more));
        return launcher.launch(command(word, List.of()));
    }

    private static LaunchResult undo(Program launcher, String old) {
        return launcher.launch(command(List.of("kommune", "angre-nummer", "--gammelt", old), List.of()));
    }

    @Test
    void navs_integration_gets_its_grants_and_a_password_once() throws Exception {
        LaunchResult made = integrasjon(launcher, "INNSENDING,MELLOMLAGRING,NAV_INNSYN,KOMMUNEINFO");
        assertThat(made.exitCode()).as(made.getErrorOutput()).isZero();
        JsonNode answer = MAPPER.readTree(made.getOutput());
        String id = answer.get("integrasjonId").asText();
        String password = answer.get("passord").asText();
        assertThat(logIn(id, password))
                .extracting(Grant::privilegium)
                .containsExactlyInAnyOrder(
                        Privilegium.INNSENDING,
                        Privilegium.MELLOMLAGRING,
                        Privilegium.NAV_INNSYN,
                        Privilegium.KOMMUNEINFO);

        LaunchResult replaced =
                launcher.launch(command(List.of("integrasjon", "passord", "--integrasjon-id", id), List.of()));
        String renewed = MAPPER.readTree(replaced.getOutput()).get("passord").asText();
        assertThatThrownBy(() -> logIn(id, password)).isInstanceOf(ApiException.class);
        assertThat(logIn(id, renewed)).hasSize(4);
        String[] withdraw = command(List.of("integrasjon", "trekk", "--integrasjon-id", id), List.of());
        assertThat(launcher.launch(withdraw).exitCode()).isZero();
        assertThatThrownBy(() -> logIn(id, renewed)).isInstanceOf(ApiException.class);
        assertThat(launcher.launch(withdraw).exitCode()).isEqualTo(1);
    }

    @Test
    void grants_that_make_no_sense_are_not_given() {
        for (String privilegium : List.of("ADMIN", "FAGSYSTEM", "ANNET", "")) {
            assertThat(integrasjon(launcher, privilegium).exitCode())
                    .as(privilegium)
                    .isEqualTo(2);
        }
        LaunchResult fagsystem = launcher.launch(command(
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
                        SeedData.OSLO.fiksOrgId().toString()),
                List.of()));
        assertThat(fagsystem.exitCode()).as(fagsystem.getErrorOutput()).isZero();
    }

    @Test
    void every_grant_of_an_integration_of_one_kommune_is_limited_to_it() throws Exception {
        for (String privilegium : List.of("AUDIT", "AUDIT,FAGSYSTEM", "FAGSYSTEM")) {
            LaunchResult made = integrasjon(launcher, privilegium, SeedData.OSLO.fiksOrgId());
            assertThat(made.exitCode()).as(made.getErrorOutput()).isZero();
            JsonNode answer = MAPPER.readTree(made.getOutput());
            assertThat(logIn(
                            answer.get("integrasjonId").asText(),
                            answer.get("passord").asText()))
                    .as(privilegium)
                    .isNotEmpty()
                    .extracting(Grant::fiksOrgId)
                    .containsOnly(SeedData.OSLO.fiksOrgId());
        }
    }

    @Test
    void what_holds_for_every_kommune_is_not_given_as_if_it_were_limited_to_one() {
        for (String privilegium : List.of("NAV_INNSYN", "AUDIT,INNSENDING")) {
            LaunchResult refused = integrasjon(launcher, privilegium, SeedData.OSLO.fiksOrgId());
            assertThat(refused.exitCode()).as(privilegium).isEqualTo(2);
            assertThat(refused.getErrorOutput())
                    .contains(privilegium.replace("AUDIT,", "") + " cannot be limited by --fiks-org-id");
        }
        assertThat(integrasjon(launcher, "AUDIT,FAGSYSTEM").getErrorOutput()).contains("FAGSYSTEM takes --fiks-org-id");
        assertThat(integrasjon(launcher, "AUDIT", UUID.randomUUID()).exitCode())
                .as("no such kommune")
                .isEqualTo(1);
    }

    private static LaunchResult integrasjon(Program launcher, String privilegium, UUID fiksOrgId) {
        return launcher.launch(command(
                List.of(
                        "integrasjon",
                        "opprett",
                        "--navn",
                        "Ombud",
                        "--organisasjon",
                        SeedData.NAV_ORG,
                        "--privilegium",
                        privilegium),
                List.of("--fiks-org-id", fiksOrgId.toString())));
    }

    private LaunchResult create(Program launcher, String person) throws Exception {
        return launcher.launch(command(
                List.of(
                        "kommune",
                        "opprett",
                        "--kommunenummer",
                        "9401",
                        "--navn",
                        "Prøve",
                        "--fiks-org-id",
                        fiksOrgId.toString()),
                file(person)));
    }

    private LaunchResult admin(Program launcher, String what, List<String> person) {
        return launcher.launch(
                command(List.of("kommune", "admin", what, "--fiks-org-id", fiksOrgId.toString()), person));
    }

    private static LaunchResult integrasjon(Program launcher, String privilegium) {
        return launcher.launch(command(
                List.of(
                        "integrasjon",
                        "opprett",
                        "--navn",
                        "NAV",
                        "--organisasjon",
                        SeedData.NAV_ORG,
                        "--privilegium",
                        privilegium),
                List.of()));
    }

    private static String[] command(List<String> word, List<String> more) {
        List<String> all = new ArrayList<>(word);
        all.addAll(more);
        all.addAll(List.of("--operator", "kari", "--begrunnelse", "ny kommune"));
        return all.toArray(String[]::new);
    }

    private List<String> file(String person) throws Exception {
        return List.of(
                "--person",
                Files.writeString(directory.resolve("person"), person + "\n").toString());
    }

    private List<Grant> logIn(String id, String password) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withDefaultValue("digisos.tilgang.maks-minnealder", "PT15M")
                .withMapping(SecurityConfig.class)
                .build();
        IntegrasjonMemory memory = new IntegrasjonMemory(transactions, config.getConfigMapping(SecurityConfig.class));
        return new IntegrasjonLogin(transactions, memory, new DatabaseGuard())
                .logIn(id, password, new Organisasjonsnummer(SeedData.NAV_ORG));
    }

    private Set<UUID> administers(String fnr) {
        BlindIndex index = new BlindIndex(KeyRing.load(environment.nokler().resolve("indeks"), Optional.empty()));
        return transactions.autoCommit(c -> Grants.adminFor(c, index.all(PersonIndex.FNR, fnr)));
    }

    private String value(String sql) {
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
