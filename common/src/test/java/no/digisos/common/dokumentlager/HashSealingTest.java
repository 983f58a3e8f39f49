package no.digisos.common.dokumentlager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.crypto.KeyRing;
import no.digisos.common.crypto.PlatformKeys;
import no.digisos.common.crypto.SealBrokenException;
import no.digisos.common.crypto.Sealer;
import no.digisos.common.database.Transactions;
import no.digisos.common.database.Upgrade;
import no.digisos.testkit.database.TestDatabase;
import no.digisos.testkit.tls.KeyDirectory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashSealingTest {
    private static final String CONTENT = "01819010001";

    @TempDir
    Path keys;

    private final TestDatabase database = TestDatabase.create();
    private Sealer sealer;

    @BeforeEach
    void start() throws IOException {
        KeyDirectory.make(keys);
        sealer = new Sealer(KeyRing.load(keys.resolve("lager"), Optional.empty()));
    }

    @Test
    void the_hashes_of_a_new_document_are_sealed_and_those_of_two_equal_ones_are_not_equal() throws Exception {
        UUID one = receive(false);
        UUID another = receive(false);

        assertThat(row(one).sha256()).isNull();
        assertThat(row(one).sha512()).isNull();
        assertThat(row(one).forseglet()).isNotEqualTo(row(another).forseglet());
        requireHashes(one);
        requireHashes(another);
    }

    @Test
    void rows_from_before_are_read_as_they_are_and_sealed_bit_by_bit() throws Exception {
        List<UUID> oldOnes = List.of(receive(true), receive(true), receive(true));
        for (UUID id : oldOnes) {
            assertThat(row(id).forseglet()).isNull();
            requireHashes(id);
        }
        UUID fresh = receive(false);
        byte[] untouched = row(fresh).forseglet();

        assertThat(seal(2)).isEqualTo(2);
        for (UUID id : oldOnes) {
            requireHashes(id);
        }
        assertThat(seal(2)).isEqualTo(1);
        assertThat(seal(2)).isZero();

        for (UUID id : oldOnes) {
            assertThat(row(id).sha256()).isNull();
            assertThat(row(id).sha512()).isNull();
            requireHashes(id);
        }
        assertThat(row(fresh).forseglet()).isEqualTo(untouched);
    }

    @Test
    void one_that_stops_in_the_middle_has_done_nothing_and_leaves_nothing_behind() throws Exception {
        UUID id = receive(true);
        HashSealing sealing = new HashSealing(sealer);
        Transactions transactions = new Transactions(database.as("digisos_fallback"));
        assertThatThrownBy(() -> transactions.inTransaction(c -> {
                    sealing.seal(c, 10);
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        requireHashes(id);
        assertThat(seal(10)).isEqualTo(1);
        requireHashes(id);
    }

    @Test
    void sealed_hashes_are_those_of_their_own_row_alone() throws Exception {
        UUID one = receive(false);
        UUID another = receive(false);
        assertThatThrownBy(() -> dokumenter(false).hashes(another, row(one).forseglet(), null, null))
                .isInstanceOf(SealBrokenException.class);
    }

    private int seal(int max) {
        return new Transactions(database.as("digisos_fallback"))
                .inTransaction(c -> new HashSealing(sealer).seal(c, max));
    }

    private void requireHashes(UUID id) throws Exception {
        Row row = row(id);
        PlaintextHashes hashes = dokumenter(false).hashes(id, row.forseglet(), row.sha256(), row.sha512());
        assertThat(hashes.sha256()).isEqualTo(hash("SHA-256"));
        assertThat(hashes.sha512()).isEqualTo(hash("SHA-512"));
    }

    private static byte[] hash(String algorithm) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance(algorithm).digest(CONTENT.getBytes(StandardCharsets.UTF_8));
    }

    private UUID receive(boolean oldFunctions) {
        Transactions transactions = new Transactions(database.as("digisos_submit"));
        return new DokumentIntake(
                        dokumenter(oldFunctions),
                        new PostgresChunkStore(transactions),
                        PlatformKeys.load(keys.resolve("plattform"), Optional.of("ny")))
                .seal(CONTENT.getBytes(StandardCharsets.UTF_8))
                .id();
    }

    private DokumentTable dokumenter(boolean oldFunctions) {
        Upgrade upgrade = () -> oldFunctions;
        return new DokumentTable(new Transactions(database.as("digisos_submit")), sealer, upgrade);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(byte @Nullable [] forseglet, byte @Nullable [] sha256, byte @Nullable [] sha512) {
        @Override
        public String toString() {
            return HexFormat.of().formatHex(forseglet == null ? new byte[0] : forseglet);
        }
    }

    private Row row(UUID id) throws SQLException {
        try (Connection c = database.owner().getConnection();
                PreparedStatement s =
                        c.prepareStatement("SELECT hasher_forseglet, sha256, sha512 FROM dokument WHERE id = ?")) {
            s.setObject(1, id);
            try (ResultSet r = s.executeQuery()) {
                r.next();
                return new Row(r.getBytes(1), r.getBytes(2), r.getBytes(3));
            }
        }
    }
}
