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
import no.digisos.common.database.Oppgradering;
import no.digisos.common.database.Transactions;
import no.digisos.common.krypto.KeyRing;
import no.digisos.common.krypto.PlatformKeys;
import no.digisos.common.krypto.SealBrokenException;
import no.digisos.common.krypto.Sealer;
import no.digisos.common.testkit.Nokkelkatalog;
import no.digisos.common.testkit.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashforseglingTest {
    private static final String INNHOLD = "01819010001";

    @TempDir
    Path nokler;

    private final TestDatabase database = TestDatabase.create();
    private Sealer sealer;

    @BeforeEach
    void start() throws IOException {
        Nokkelkatalog.lag(nokler);
        sealer = new Sealer(KeyRing.load(nokler.resolve("lager"), Optional.empty()));
    }

    @Test
    void the_hashes_of_a_new_document_are_sealed_and_those_of_two_equal_ones_are_not_equal() throws Exception {
        UUID en = motta(false);
        UUID annen = motta(false);

        assertThat(rad(en).sha256()).isNull();
        assertThat(rad(en).sha512()).isNull();
        assertThat(rad(en).forseglet()).isNotEqualTo(rad(annen).forseglet());
        krevHasher(en);
        krevHasher(annen);
    }

    @Test
    void rows_from_before_are_read_as_they_are_and_sealed_bit_by_bit() throws Exception {
        List<UUID> gamle = List.of(motta(true), motta(true), motta(true));
        for (UUID id : gamle) {
            assertThat(rad(id).forseglet()).isNull();
            krevHasher(id);
        }
        UUID ny = motta(false);
        byte[] urort = rad(ny).forseglet();

        assertThat(forsegl(2)).isEqualTo(2);
        for (UUID id : gamle) {
            krevHasher(id);
        }
        assertThat(forsegl(2)).isEqualTo(1);
        assertThat(forsegl(2)).isZero();

        for (UUID id : gamle) {
            assertThat(rad(id).sha256()).isNull();
            assertThat(rad(id).sha512()).isNull();
            krevHasher(id);
        }
        assertThat(rad(ny).forseglet()).isEqualTo(urort);
    }

    @Test
    void one_that_stops_in_the_middle_has_done_nothing_and_leaves_nothing_behind() throws Exception {
        UUID id = motta(true);
        Hashforsegling forsegling = new Hashforsegling(sealer);
        Transactions transactions = new Transactions(database.as("digisos_fallback"));
        assertThatThrownBy(() -> transactions.inTransaction(c -> {
                    forsegling.forsegl(c, 10);
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        krevHasher(id);
        assertThat(forsegl(10)).isEqualTo(1);
        krevHasher(id);
    }

    @Test
    void sealed_hashes_are_those_of_their_own_row_alone() throws Exception {
        UUID en = motta(false);
        UUID annen = motta(false);
        assertThatThrownBy(() -> dokumenter(false).hasher(annen, rad(en).forseglet(), null, null))
                .isInstanceOf(SealBrokenException.class);
    }

    private int forsegl(int maks) {
        return new Transactions(database.as("digisos_fallback"))
                .inTransaction(c -> new Hashforsegling(sealer).forsegl(c, maks));
    }

    private void krevHasher(UUID id) throws Exception {
        Rad rad = rad(id);
        Klarteksthasher hasher = dokumenter(false).hasher(id, rad.forseglet(), rad.sha256(), rad.sha512());
        assertThat(hasher.sha256()).isEqualTo(hash("SHA-256"));
        assertThat(hasher.sha512()).isEqualTo(hash("SHA-512"));
    }

    private static byte[] hash(String algoritme) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance(algoritme).digest(INNHOLD.getBytes(StandardCharsets.UTF_8));
    }

    private UUID motta(boolean gamleFunksjoner) {
        Transactions transactions = new Transactions(database.as("digisos_submit"));
        return new Dokumentmottak(
                        dokumenter(gamleFunksjoner),
                        new PostgresBitlager(transactions),
                        PlatformKeys.load(nokler.resolve("plattform"), Optional.of("ny")))
                .forsegl(INNHOLD.getBytes(StandardCharsets.UTF_8))
                .id();
    }

    private Dokumenter dokumenter(boolean gamleFunksjoner) {
        Oppgradering oppgradering = () -> gamleFunksjoner;
        return new Dokumenter(new Transactions(database.as("digisos_submit")), sealer, oppgradering);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Rad(byte @Nullable [] forseglet, byte @Nullable [] sha256, byte @Nullable [] sha512) {
        @Override
        public String toString() {
            return HexFormat.of().formatHex(forseglet == null ? new byte[0] : forseglet);
        }
    }

    private Rad rad(UUID id) throws SQLException {
        try (Connection c = database.owner().getConnection();
                PreparedStatement s =
                        c.prepareStatement("SELECT hasher_forseglet, sha256, sha512 FROM dokument WHERE id = ?")) {
            s.setObject(1, id);
            try (ResultSet r = s.executeQuery()) {
                r.next();
                return new Rad(r.getBytes(1), r.getBytes(2), r.getBytes(3));
            }
        }
    }
}
