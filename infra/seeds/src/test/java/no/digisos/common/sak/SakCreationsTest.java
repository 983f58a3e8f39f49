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
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.crypto.KeyRing;
import no.digisos.common.database.Transactions;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;
import no.digisos.testkit.database.TestDatabase;
import no.digisos.testkit.tls.KeyDirectory;
import no.digisos.testkit.tls.SelfSigned;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SakCreationsTest {
    private static final String FNR = "01819010001";
    /** As a fagsystem may choose it. */
    private static final String KEY = "sak-" + FNR;

    private static final UUID INTEGRASJON = SeedData.OSLO_FAGSYSTEM.id();
    private static final byte[] FINGERPRINT = {1, 2, 3};

    @TempDir
    Path keys;

    private final TestDatabase database = TestDatabase.create();
    private final Transactions status = new Transactions(database.as("digisos_status"));
    private final Transactions job = new Transactions(database.as("digisos_fallback"));
    private SakSeeds seed;
    private Path index;

    @BeforeEach
    void start() throws IOException {
        KeyDirectory.make(keys);
        SeedData.sow(database.owner(), SelfSigned.generate("Oslo kommune", 2048).certificate());
        seed = new SakSeeds(database.functions(), keys);
        index = Files.createDirectory(keys.resolve("to-nokler"));
        keyFile("a", 1);
        keyFile("b", 2);
    }

    @Test
    void a_key_opens_one_case_and_is_not_to_be_read_in_the_database() throws SQLException {
        UUID sak = sak();
        assertThat(open("a", INTEGRASJON, sak)).isTrue();
        assertThat(open("a", INTEGRASJON, sak())).isFalse();
        assertThat(found("a", INTEGRASJON)).contains(sak);
        assertThat(stored()).singleElement().asString().doesNotContain(FNR);
    }

    @Test
    void the_same_key_of_another_integration_is_another_and_is_not_seen_to_be_the_same() throws SQLException {
        assertThat(open("a", INTEGRASJON, sak())).isTrue();
        assertThat(open("a", SeedData.OSLO_NAV_TEST.id(), sak())).isTrue();
        assertThat(stored()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void a_repeat_is_known_under_whichever_key_of_ours_the_first_was_kept() {
        UUID sak = sak();
        assertThat(open("a", INTEGRASJON, sak)).isTrue();
        assertThat(open("b", INTEGRASJON, sak())).isFalse();
        assertThat(found("b", INTEGRASJON)).contains(sak);
    }

    @Test
    void twins_open_one_case_though_another_key_of_ours_is_active_at_each() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int round = 0; round < 10; round++) {
                String key = KEY + round;
                List<Callable<Boolean>> call = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    UUID sak = sak();
                    SakCreations creations = creations(i % 2 == 0 ? "a" : "b", false);
                    call.add(() -> status.inTransaction(c -> creations.insert(c, INTEGRASJON, key, sak, FINGERPRINT)));
                }
                int opened = 0;
                for (Future<Boolean> answer : threads.invokeAll(call)) {
                    opened += answer.get() ? 1 : 0;
                }
                assertThat(opened).isEqualTo(1);
            }
        }
    }

    @Test
    void a_key_from_before_is_known_as_it_lies_and_hidden_afterwards() throws SQLException {
        UUID sak = sak();
        assertThat(openInClear(KEY, sak)).isTrue();
        assertThat(stored()).singleElement().asString().contains(FNR);
        assertThat(open("a", INTEGRASJON, sak())).isFalse();

        assertThat(hide()).isEqualTo(1);
        assertThat(hide()).isZero();
        assertThat(stored()).singleElement().asString().doesNotContain(FNR);
        assertThat(found("a", INTEGRASJON)).contains(sak);
        assertThat(open("a", INTEGRASJON, sak())).isFalse();
    }

    @Test
    void an_old_function_and_a_new_one_know_each_others_keys_while_they_run_side_by_side() throws SQLException {
        UUID sak = sak();
        database(
                "INSERT INTO sak_opprettelse (integrasjon_id, nokkel, digisos_id, fingeravtrykk) VALUES ('%s', '%s', '%s', '\\x01') ON CONFLICT DO NOTHING"
                        .formatted(INTEGRASJON, KEY, sak));
        assertThat(openInClear(KEY, sak())).isFalse();
        String another = KEY + "b";
        assertThat(openInClear(another, sak())).isTrue();
        database(
                "INSERT INTO sak_opprettelse (integrasjon_id, nokkel, digisos_id, fingeravtrykk) VALUES ('%s', '%s', '%s', '\\x01') ON CONFLICT DO NOTHING"
                        .formatted(INTEGRASJON, another, sak()));
        assertThat(stored()).hasSize(2);
    }

    @Test
    void one_that_lies_open_beside_a_hidden_one_is_not_in_the_way() throws SQLException {
        UUID sak = sak();
        assertThat(open("a", INTEGRASJON, sak)).isTrue();
        database(
                "INSERT INTO sak_opprettelse (integrasjon_id, nokkel, digisos_id, fingeravtrykk) VALUES ('%s', '%s', '%s', '\\x01')"
                        .formatted(INTEGRASJON, KEY, sak()));
        assertThat(hide()).isEqualTo(1);
        assertThat(hide()).isZero();
        assertThat(found("a", INTEGRASJON)).contains(sak);
    }

    private boolean open(String active, UUID integrasjonId, UUID sak) {
        return status.inTransaction(c -> creations(active, false).insert(c, integrasjonId, KEY, sak, FINGERPRINT));
    }

    private boolean openInClear(String key, UUID sak) {
        return status.inTransaction(c -> creations("a", true).insert(c, INTEGRASJON, key, sak, FINGERPRINT));
    }

    private Optional<UUID> found(String active, UUID integrasjonId) {
        return status.inTransaction(c -> creations(active, false).find(c, integrasjonId, KEY))
                .map(SakCreations.Opened::digisosId);
    }

    private int hide() {
        return job.inTransaction(c -> creations("a", false).hideKeys(c, 10));
    }

    private UUID sak() {
        return seed.paperSak(SeedData.OSLO, FNR);
    }

    private SakCreations creations(String active, boolean oldFunctions) {
        return new SakCreations(new BlindIndex(KeyRing.load(index, Optional.of(active))), () -> oldFunctions);
    }

    private void keyFile(String id, int fill) throws IOException {
        byte[] key = new byte[32];
        key[0] = (byte) fill;
        Files.writeString(index.resolve(id + ".key"), Base64.getEncoder().encodeToString(key));
    }

    private void database(String sql) {
        TestDatabase.execute(database.owner(), sql);
    }

    private List<String> stored() throws SQLException {
        try (Connection c = database.owner().getConnection();
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery(
                        "SELECT coalesce(nokkel, '') || ' ' || coalesce(encode(nokkel_indeks, 'hex'), '') FROM sak_opprettelse")) {
            List<String> rows = new ArrayList<>();
            while (r.next()) {
                rows.add(r.getString(1));
            }
            return rows;
        }
    }
}
