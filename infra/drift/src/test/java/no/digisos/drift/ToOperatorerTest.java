package no.digisos.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.main.LaunchResult;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.crypto.Mac;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.AuditNokler;
import no.digisos.common.audit.Kjedevakt;
import no.digisos.common.database.Transactions;
import no.digisos.common.krypto.KeyRing;
import no.digisos.common.leveranse.Kanalvalg;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseFrigivelse;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.common.testkit.AuditWriter;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Omgivelser;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.Saksfro.Sadd;
import no.digisos.common.testkit.TestDatabase;
import no.digisos.common.testkit.Testmiljo;
import no.digisos.common.testkit.Testperson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Every command that changes something, given by two operators at the same moment, and those about deliveries given while fallback-job
 * is at the same delivery. A table is held until both wait for it, so that both have looked at how things stood before.
 */
@QuarkusTest
@QuarkusTestResource(Omgivelser.class)
class ToOperatorerTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long FRIST_NS = TimeUnit.SECONDS.toNanos(60);
    private static final AtomicInteger NESTE_KOMMUNE = new AtomicInteger(9451);

    /** These name an operator and change nothing. */
    private static final Set<String> LESER = Set.of("person vis");

    /** Of these exactly one takes effect. */
    private static final List<String> EN = List.of(
            "kommune opprett",
            "kommune bytt-nummer",
            "kommune angre-nummer",
            "kommune admin gi",
            "kommune admin trekk",
            "integrasjon trekk",
            "person koble",
            "person skill",
            "sak slett",
            "dokument trekk",
            "leveranse gjenoppta",
            "leveranse lukk",
            "leveranse legg-i-ko-pa-nytt",
            "audit lukk");

    /**
     * Both of these do, one after the other, and both are audited: two integrations are made, the last password or name stands, and what
     * may go at once, or is to be looked up first, is so already.
     */
    private static final List<String> BEGGE = List.of(
            "integrasjon opprett",
            "integrasjon passord",
            "dokument send-som",
            "leveranse send",
            "leveranse etter-gjenoppretting");

    @Inject
    Program program;

    @Inject
    Instance<CommandLine> linje;

    @TempDir
    Path katalog;

    private final Testmiljo miljo = Testmiljo.gjeldende();
    private final Saksfro fro = new Saksfro(miljo.database().functions(), miljo.nokler());
    private final String grunn = "samtidig " + UUID.randomUUID();

    /** What two operators do, and the table by which they are held up until both are there. */
    private record Tilfelle(String tabell, List<String> ord) {}

    static List<String> alle() {
        return Stream.concat(EN.stream(), BEGGE.stream()).toList();
    }

    @Test
    void every_command_that_names_an_operator_is_here() {
        Set<String> funnet = new TreeSet<>();
        finn(linje.get(), "", funnet);
        funnet.removeAll(LESER);
        assertThat(funnet).isEqualTo(new TreeSet<>(alle()));
    }

    @ParameterizedTest
    @MethodSource("alle")
    void two_operators_at_once_do_it_once_and_both_are_told(String kommando) throws Exception {
        Tilfelle tilfelle = tilfelle(kommando);
        int leveranserFoer = Integer.parseInt(les("SELECT count(*) FROM leveranse"));
        List<LaunchResult> svar = samtidig(tilfelle);
        int perGang = kommando.startsWith("person") ? 2 : 1;
        if (BEGGE.contains(kommando)) {
            assertThat(svar)
                    .allSatisfy(
                            s -> assertThat(s.exitCode()).as(s.getErrorOutput()).isZero());
            assertThat(auditrader()).isEqualTo(2 * perGang);
            return;
        }
        assertThat(svar).extracting(LaunchResult::exitCode).containsExactlyInAnyOrder(0, 1);
        LaunchResult nektet =
                svar.stream().filter(s -> s.exitCode() == 1).findFirst().orElseThrow();
        assertThat(nektet.getErrorStream()).as("one sentence").hasSize(1);
        assertThat(nektet.getErrorOutput()).doesNotContain("Exception").doesNotContain("the database");
        assertThat(auditrader()).as("what was done is audited once").isEqualTo(perGang);
        int nye = kommando.equals("leveranse legg-i-ko-pa-nytt") ? 1 : 0;
        assertThat(les("SELECT count(*) FROM leveranse")).isEqualTo(String.valueOf(leveranserFoer + nye));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leveranse gjenoppta", "leveranse lukk"})
    void an_operator_and_the_job_at_once_decide_once(String kommando) throws Exception {
        Sadd sadd = stoppet("INGEN_ADRESSE: ingen adresse");
        Tilfelle tilfelle = leveranse(kommando, sadd.meldingId());
        Samtidig<List<UUID>> svar = medJobben(tilfelle, jobb -> jobb.gjenopptaMedAdresse(100));
        boolean jobbens = svar.jobbens().contains(sadd.meldingId());
        assertThat(svar.operatorens().exitCode())
                .as(svar.operatorens().getErrorOutput())
                .isEqualTo(jobbens ? 1 : 0);
        assertThat(les("SELECT tilstand FROM leveranse WHERE id = '" + sadd.meldingId() + "'"))
                .isEqualTo(jobbens || kommando.endsWith("gjenoppta") ? "SVARUT_FEIL" : "LUKKET");
        assertThat(auditrader()).isEqualTo(jobbens ? 0 : 1);
    }

    @Test
    void an_operator_who_hurries_what_the_job_begins_to_send_starts_no_second_attempt() throws Exception {
        Sadd sadd = soknad(Fro.BERGEN);
        endre(sadd, "tilstand = 'SVARUT_FEIL', svarut_forsok = 1, oppslag_forst = false");
        Leveranse klar = jobb().klareForSending(1000).stream()
                .filter(l -> l.id().equals(sadd.meldingId()))
                .findFirst()
                .orElseThrow();
        Samtidig<Boolean> svar = medJobben(
                leveranse("leveranse send", sadd.meldingId()),
                jobb -> jobb.start(klar, "jobb", "{}").isPresent());
        assertThat(svar.operatorens().exitCode()).isBetween(0, 1);
        // Whoever the operator was before is looked up first; whoever was on its way is not touched.
        assertThat(les("SELECT tilstand || ' ' || svarut_forsok FROM leveranse WHERE id = '" + sadd.meldingId() + "'"))
                .isEqualTo(svar.jobbens() ? "SVARUT_SENDER 2" : "SVARUT_FEIL 1");
        assertThat(auditrader()).isEqualTo(svar.operatorens().exitCode() == 0 ? 1 : 0);
    }

    private Tilfelle tilfelle(String kommando) throws Exception {
        return switch (kommando) {
            case "kommune opprett" -> new Tilfelle("kommunenummerbytte", opprettKommune(nyttNummer()));
            case "kommune bytt-nummer" -> new Tilfelle("kommunenummerbytte", bytt(kommune()));
            case "kommune angre-nummer" -> {
                String nummer = kommune();
                utfor(bytt(nummer));
                yield new Tilfelle("kommunenummerbytte", med(kommando, "--gammelt", nummer));
            }
            case "kommune admin gi" ->
                new Tilfelle(
                        "kommune",
                        med(kommando, "--fiks-org-id", fiksOrg(kommune()), "--person", fil(Testperson.ny())));
            case "kommune admin trekk" -> {
                String person = fil(Testperson.ny());
                String fiksOrg = fiksOrg(kommune());
                utfor(med("kommune admin gi", "--fiks-org-id", fiksOrg, "--person", person));
                yield new Tilfelle("tilgang", med(kommando, "--fiks-org-id", fiksOrg, "--person", person));
            }
            case "integrasjon opprett" -> new Tilfelle("integrasjon", opprettIntegrasjon());
            case "integrasjon passord", "integrasjon trekk" -> {
                String id = MAPPER.readTree(utfor(opprettIntegrasjon()).getOutput())
                        .get("integrasjonId")
                        .asText();
                yield new Tilfelle("integrasjon", med(kommando, "--integrasjon-id", id));
            }
            case "person koble" ->
                new Tilfelle(
                        "personkobling",
                        med(
                                kommando,
                                "--gammel",
                                fil(Testperson.medDNummer()),
                                "--ny",
                                fil(Testperson.ny()),
                                "--bekreft",
                                "0+0"));
            case "person skill" ->
                new Tilfelle(
                        "personkobling",
                        med(
                                kommando,
                                fro.koble(Testperson.medDNummer(), Testperson.ny())
                                        .toString()));
            case "sak slett" -> {
                Sadd sadd = soknad(Fro.OSLO);
                endre(sadd, "tilstand = 'BEKREFTET', bekreftet = digisos_now()");
                yield new Tilfelle("digisos_sak", med(kommando, sadd.digisosId().toString()));
            }
            case "dokument trekk" ->
                new Tilfelle(
                        "dokument",
                        med(kommando, soknad(Fro.OSLO).dokument("Soknad.pdf").toString()));
            case "dokument send-som" ->
                new Tilfelle(
                        "dokument",
                        med(kommando, stoppet("HTTP 400").dokument("Soknad.pdf").toString(), "--filnavn=brev-1.pdf"));
            case "leveranse gjenoppta", "leveranse lukk" ->
                leveranse(kommando, stoppet("HTTP 400").meldingId());
            case "leveranse send" -> {
                Sadd sadd = soknad(Fro.BERGEN);
                endre(sadd, "tilstand = 'SVARUT_FEIL'");
                yield leveranse(kommando, sadd.meldingId());
            }
            case "leveranse legg-i-ko-pa-nytt" -> {
                Sadd sadd = soknad(Fro.OSLO);
                endre(sadd, "tilstand = 'BEKREFTET', bekreftet = digisos_now()");
                yield new Tilfelle("digisos_sak", med(kommando, sadd.meldingId().toString()));
            }
            case "leveranse etter-gjenoppretting" -> new Tilfelle("leveranse", med(kommando));
            case "audit lukk" -> new Tilfelle("audit_kjede", med(kommando, bruttKjede()));
            default -> throw new AssertionError(kommando);
        };
    }

    private static void finn(CommandLine her, String sti, Set<String> funnet) {
        if (her.getCommandSpec().findOption("--operator") != null) {
            funnet.add(sti);
        }
        her.getSubcommands().forEach((navn, under) -> finn(under, (sti + " " + navn).strip(), funnet));
    }

    // --- at the same moment
    // ------------------------------------------------------------------------------------------------

    private List<LaunchResult> samtidig(Tilfelle tilfelle) throws SQLException {
        try (Connection holder = miljo.database().superuser().getConnection();
                Statement las = holder.createStatement()) {
            holder.setAutoCommit(false);
            las.execute("LOCK TABLE " + tilfelle.tabell() + " IN EXCLUSIVE MODE");
            return program.launchSamtidig(List.of(tilfelle.ord(), tilfelle.ord()), () -> slippNarBeggeVenter(holder));
        }
    }

    private record Samtidig<T>(LaunchResult operatorens, T jobbens) {}

    private interface Jobb<T> {
        T gjor(LeveranseSvarUt leveranser);
    }

    private <T> Samtidig<T> medJobben(Tilfelle tilfelle, Jobb<T> jobb) throws SQLException {
        try (Connection holder = miljo.database().superuser().getConnection();
                Statement las = holder.createStatement()) {
            holder.setAutoCommit(false);
            las.execute("LOCK TABLE " + tilfelle.tabell() + " IN EXCLUSIVE MODE");
            CompletableFuture<T> jobbens = CompletableFuture.supplyAsync(() -> jobb.gjor(jobb()));
            LaunchResult operatorens = program.launchSamtidig(
                            List.of(tilfelle.ord()), () -> slippNarBeggeVenter(holder))
                    .getFirst();
            return new Samtidig<>(operatorens, jobbens.join());
        }
    }

    private void slippNarBeggeVenter(Connection holder) {
        long slutt = System.nanoTime() + FRIST_NS;
        try {
            while (ventende() < 2 && System.nanoTime() < slutt) {
                Thread.onSpinWait();
            }
            assertThat(ventende()).as("who wait for the table").isEqualTo(2);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            slipp(holder);
        }
    }

    private static void slipp(Connection holder) {
        try {
            holder.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int ventende() throws SQLException {
        return Integer.parseInt(
                les("SELECT count(DISTINCT pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                        + " WHERE d.datname = current_database() AND NOT l.granted"));
    }

    private LeveranseSvarUt jobb() {
        Transactions transactions = new Transactions(miljo.database().as("digisos_fallback"));
        return new LeveranseSvarUt(
                transactions, new LeveranseFrigivelse(transactions, new Kanalvalg((sertifikat, tidspunkt) -> true)));
    }

    // --- how things stand
    // --------------------------------------------------------------------------------------------------

    private Tilfelle leveranse(String kommando, UUID meldingId) {
        return new Tilfelle("leveranse", med(kommando, meldingId.toString()));
    }

    private Sadd stoppet(String grunn) {
        Sadd sadd = soknad(Fro.BERGEN);
        endre(sadd, "tilstand = 'STOPPET', stoppgrunn = '" + grunn + "'");
        return sadd;
    }

    private Sadd soknad(Fro.Kommune kommune) {
        return fro.soknad(
                UUID.randomUUID(),
                kommune,
                "01819010001",
                UUID.randomUUID().toString(),
                Map.of("Soknad.pdf", new byte[40]));
    }

    private void endre(Sadd sadd, String sett) {
        superbruker("UPDATE leveranse SET " + sett + " WHERE id = '" + sadd.meldingId() + "'");
    }

    private static String nyttNummer() {
        return String.valueOf(NESTE_KOMMUNE.getAndIncrement());
    }

    /** A kommune of this test's own. */
    private String kommune() throws IOException {
        String nummer = nyttNummer();
        utfor(opprettKommune(nummer));
        return nummer;
    }

    private List<String> opprettKommune(String nummer) throws IOException {
        return med("kommune opprett", "--kommunenummer", nummer, "--navn", "Prøve", "--person", fil(Testperson.ny()));
    }

    private List<String> bytt(String nummer) {
        return med("kommune bytt-nummer", "--gammelt", nummer, "--nytt", nyttNummer(), "--dato", "2024-01-01");
    }

    private List<String> opprettIntegrasjon() {
        return med(
                "integrasjon opprett", "--navn", "NAV", "--organisasjon", Fro.NAV_ORG, "--privilegium", "NAV_INNSYN");
    }

    private String fiksOrg(String nummer) throws SQLException {
        return les("SELECT fiks_org_id FROM kommune WHERE kommunenummer = '" + nummer + "'");
    }

    private String fil(String innhold) throws IOException {
        return Files.writeString(katalog.resolve(innhold), innhold + "\n").toString();
    }

    /** A log of its own, with one row changed by somebody. */
    private String bruttKjede() throws SQLException {
        superbruker("TRUNCATE audit_rad");
        superbruker("UPDATE audit_kjede SET antall = 0, hode = decode(repeat('00', 32), 'hex')");
        AuditNokler nokler = new Nokler(KeyRing.load(miljo.nokler().resolve("audit"), Optional.empty()));
        AuditLogg logg = new AuditLogg(
                nokler, new Kjedevakt(nokler, Duration.ofMinutes(1), System::nanoTime, new SimpleMeterRegistry()));
        AuditWriter.writeRead(miljo.database().functions(), logg);
        superbruker("UPDATE audit_rad SET utfall = 'NEKTET'");
        return les("SELECT kjede FROM audit_rad");
    }

    private List<String> med(String kommando, String... flere) {
        List<String> ord = new ArrayList<>(List.of(kommando.split(" ")));
        ord.addAll(List.of(flere));
        ord.addAll(List.of("--operator", "kari", "--begrunnelse", grunn));
        return ord;
    }

    private LaunchResult utfor(List<String> ord) {
        // What is prepared has another reason than what is tried.
        List<String> forberedt = new ArrayList<>(ord);
        forberedt.set(forberedt.size() - 1, "forberedt");
        LaunchResult svar = program.launch(forberedt.toArray(String[]::new));
        assertThat(svar.exitCode()).as(svar.getErrorOutput()).isZero();
        return svar;
    }

    private int auditrader() throws SQLException {
        return Integer.parseInt(les(
                "SELECT count(*) FROM audit_rad WHERE hjemmel = 'Drift: " + grunn + "' AND handling <> 'SOK_SAKER'"));
    }

    private void superbruker(String sql) {
        TestDatabase.execute(miljo.database().superuser(), sql);
    }

    private String les(String sql) throws SQLException {
        try (Connection c = miljo.database().superuser().getConnection();
                PreparedStatement s = c.prepareStatement(sql);
                ResultSet r = s.executeQuery()) {
            assertThat(r.next()).isTrue();
            return String.valueOf(r.getString(1));
        }
    }

    private record Nokler(KeyRing ring) implements AuditNokler {
        @Override
        public String aktivId() {
            return ring.activeId();
        }

        @Override
        public Mac hmac(String nokkelId) {
            return ring.hmac(nokkelId);
        }
    }
}
