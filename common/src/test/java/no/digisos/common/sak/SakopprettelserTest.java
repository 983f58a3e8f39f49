package no.digisos.common.sak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import no.digisos.common.database.Transactions;
import no.digisos.common.krypto.BlindIndex;
import no.digisos.common.krypto.KeyRing;
import no.digisos.common.krypto.TestCertificates;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Nokkelkatalog;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SakopprettelserTest {
    private static final String FNR = "01819010001";
    /** As a fagsystem may choose it. */
    private static final String NOKKEL = "sak-" + FNR;

    private static final UUID INTEGRASJON = Fro.OSLO_FAGSYSTEM.id();
    private static final byte[] FINGERAVTRYKK = {1, 2, 3};

    @TempDir
    Path nokler;

    private final TestDatabase database = TestDatabase.create();
    private final Transactions status = new Transactions(database.as("digisos_status"));
    private final Transactions jobb = new Transactions(database.as("digisos_fallback"));
    private Saksfro fro;
    private Path indeks;

    @BeforeEach
    void start() throws IOException {
        Nokkelkatalog.lag(nokler);
        Fro.sa(database.owner(), TestCertificates.generate("Oslo kommune", 2048).certificate());
        fro = new Saksfro(database.functions(), nokler);
        indeks = Files.createDirectory(nokler.resolve("to-nokler"));
        nokkelfil("a", 1);
        nokkelfil("b", 2);
    }

    @Test
    void a_key_opens_one_case_and_is_not_to_be_read_in_the_database() throws SQLException {
        UUID sak = sak();
        assertThat(apne("a", INTEGRASJON, sak)).isTrue();
        assertThat(apne("a", INTEGRASJON, sak())).isFalse();
        assertThat(funnet("a", INTEGRASJON)).contains(sak);
        assertThat(lagret()).singleElement().asString().doesNotContain(FNR);
    }

    @Test
    void the_same_key_of_another_integration_is_another_and_is_not_seen_to_be_the_same() throws SQLException {
        assertThat(apne("a", INTEGRASJON, sak())).isTrue();
        assertThat(apne("a", Fro.OSLO_NAVTEST.id(), sak())).isTrue();
        assertThat(lagret()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void a_repeat_is_known_under_whichever_key_of_ours_the_first_was_kept() {
        UUID sak = sak();
        assertThat(apne("a", INTEGRASJON, sak)).isTrue();
        assertThat(apne("b", INTEGRASJON, sak())).isFalse();
        assertThat(funnet("b", INTEGRASJON)).contains(sak);
    }

    @Test
    void twins_open_one_case_though_another_key_of_ours_is_active_at_each() throws Exception {
        try (ExecutorService traader = Executors.newFixedThreadPool(8)) {
            for (int runde = 0; runde < 10; runde++) {
                String nokkel = NOKKEL + runde;
                List<Callable<Boolean>> kall = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    UUID sak = sak();
                    Sakopprettelser opprettelser = opprettelser(i % 2 == 0 ? "a" : "b", false);
                    kall.add(() -> status.inTransaction(
                            c -> opprettelser.settInn(c, INTEGRASJON, nokkel, sak, FINGERAVTRYKK)));
                }
                int apnet = 0;
                for (Future<Boolean> svar : traader.invokeAll(kall)) {
                    apnet += svar.get() ? 1 : 0;
                }
                assertThat(apnet).isEqualTo(1);
            }
        }
    }

    @Test
    void a_key_from_before_is_known_as_it_lies_and_hidden_afterwards() throws SQLException {
        UUID sak = sak();
        assertThat(apneApent(NOKKEL, sak)).isTrue();
        assertThat(lagret()).singleElement().asString().contains(FNR);
        assertThat(apne("a", INTEGRASJON, sak())).isFalse();

        assertThat(skjul()).isEqualTo(1);
        assertThat(skjul()).isZero();
        assertThat(lagret()).singleElement().asString().doesNotContain(FNR);
        assertThat(funnet("a", INTEGRASJON)).contains(sak);
        assertThat(apne("a", INTEGRASJON, sak())).isFalse();
    }

    @Test
    void an_old_function_and_a_new_one_know_each_others_keys_while_they_run_side_by_side() throws SQLException {
        UUID sak = sak();
        database(
                "INSERT INTO sak_opprettelse (integrasjon_id, nokkel, digisos_id, fingeravtrykk) VALUES ('%s', '%s', '%s', '\\x01') ON CONFLICT DO NOTHING"
                        .formatted(INTEGRASJON, NOKKEL, sak));
        assertThat(apneApent(NOKKEL, sak())).isFalse();
        String annen = NOKKEL + "b";
        assertThat(apneApent(annen, sak())).isTrue();
        database(
                "INSERT INTO sak_opprettelse (integrasjon_id, nokkel, digisos_id, fingeravtrykk) VALUES ('%s', '%s', '%s', '\\x01') ON CONFLICT DO NOTHING"
                        .formatted(INTEGRASJON, annen, sak()));
        assertThat(lagret()).hasSize(2);
    }

    @Test
    void one_that_lies_open_beside_a_hidden_one_is_not_in_the_way() throws SQLException {
        UUID sak = sak();
        assertThat(apne("a", INTEGRASJON, sak)).isTrue();
        database(
                "INSERT INTO sak_opprettelse (integrasjon_id, nokkel, digisos_id, fingeravtrykk) VALUES ('%s', '%s', '%s', '\\x01')"
                        .formatted(INTEGRASJON, NOKKEL, sak()));
        assertThat(skjul()).isEqualTo(1);
        assertThat(skjul()).isZero();
        assertThat(funnet("a", INTEGRASJON)).contains(sak);
    }

    private boolean apne(String aktiv, UUID integrasjonId, UUID sak) {
        return status.inTransaction(
                c -> opprettelser(aktiv, false).settInn(c, integrasjonId, NOKKEL, sak, FINGERAVTRYKK));
    }

    private boolean apneApent(String nokkel, UUID sak) {
        return status.inTransaction(c -> opprettelser("a", true).settInn(c, INTEGRASJON, nokkel, sak, FINGERAVTRYKK));
    }

    private Optional<UUID> funnet(String aktiv, UUID integrasjonId) {
        return status.inTransaction(c -> opprettelser(aktiv, false).finn(c, integrasjonId, NOKKEL))
                .map(Sakopprettelser.Apnet::digisosId);
    }

    private int skjul() {
        return jobb.inTransaction(c -> opprettelser("a", false).skjulNokler(c, 10));
    }

    private UUID sak() {
        return fro.papirsak(Fro.OSLO, FNR);
    }

    private Sakopprettelser opprettelser(String aktiv, boolean gamleFunksjoner) {
        return new Sakopprettelser(new BlindIndex(KeyRing.load(indeks, Optional.of(aktiv))), () -> gamleFunksjoner);
    }

    private void nokkelfil(String id, int fyll) throws IOException {
        byte[] nokkel = new byte[32];
        nokkel[0] = (byte) fyll;
        Files.writeString(indeks.resolve(id + ".key"), Base64.getEncoder().encodeToString(nokkel));
    }

    private void database(String sql) {
        TestDatabase.execute(database.owner(), sql);
    }

    private List<String> lagret() throws SQLException {
        try (Connection c = database.owner().getConnection();
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery(
                        "SELECT coalesce(nokkel, '') || ' ' || coalesce(encode(nokkel_indeks, 'hex'), '') FROM sak_opprettelse")) {
            List<String> rader = new ArrayList<>();
            while (r.next()) {
                rader.add(r.getString(1));
            }
            return rader;
        }
    }
}
