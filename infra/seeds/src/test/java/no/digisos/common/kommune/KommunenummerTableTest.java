package no.digisos.common.kommune;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.kommune.KommunenummerTable.Outcome;
import no.digisos.common.leveranse.ChannelChoice;
import no.digisos.common.leveranse.DeliveryOverview;
import no.digisos.common.leveranse.DeliveryOverview.KommuneSnapshot;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;
import no.digisos.testkit.database.TestDatabase;
import no.digisos.testkit.tls.KeyDirectory;
import no.digisos.testkit.tls.SelfSigned;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KommunenummerTableTest {

    @TempDir
    static Path keys;

    private static TestDatabase database;
    private static Transactions transactions;
    private static SakSeeds seed;

    private final Instant now = Instant.now();
    private final Instant lastYear = now.minus(Duration.ofDays(365));
    private final Instant inAWeek = now.plus(Duration.ofDays(7));
    private final KommunenummerTable numbers = new KommunenummerTable();
    private final KommuneTable kommuner = new KommuneTable();

    @BeforeAll
    static void start() throws IOException {
        KeyDirectory.make(keys);
        database = TestDatabase.create();
        SeedData.sow(database.owner(), SelfSigned.generate("Oslo kommune", 2048).certificate());
        transactions = new Transactions(database.functions());
        seed = new SakSeeds(database.functions(), keys);
    }

    @BeforeEach
    void start_afresh() {
        TestDatabase.execute(database.owner(), "DELETE FROM kommunenummerbytte");
        database.setClockOffset(Duration.ZERO);
    }

    @Test
    void a_kommune_is_called_by_its_new_number_from_the_date_on() {
        assertThat(replace(inAWeek, true, "0301", "0399")).isEqualTo(Outcome.BYTTET);
        assertThat(numberNow()).isEqualTo("0301");
        assertThat(iUse("0301")).isTrue();
        assertThat(iUse("0399")).isFalse();

        database.setClockOffset(Duration.ofDays(8));
        assertThat(numberNow()).isEqualTo("0399");
        assertThat(iUse("0301")).isFalse();
        assertThat(iUse("0399")).isTrue();
    }

    @Test
    void a_number_may_change_more_than_once() {
        assertThat(replace(lastYear, true, "0301", "0398")).isEqualTo(Outcome.BYTTET);
        assertThat(replace(inAWeek, true, "0398", "0399")).isEqualTo(Outcome.BYTTET);
        assertThat(numberNow()).isEqualTo("0398");
        database.setClockOffset(Duration.ofDays(8));
        assertThat(numberNow()).isEqualTo("0399");
        assertThat(konto("0301")).isEqualTo(konto("0398")).isEqualTo(konto("0399"));
    }

    @Test
    void every_number_leads_to_the_one_konto_before_and_after_the_date() {
        replace(inAWeek, true, "0301", "0399");
        for (Duration time : List.of(Duration.ZERO, Duration.ofDays(8))) {
            database.setClockOffset(time);
            assertThat(konto("0301")).contains(SeedData.OSLO.kontoId());
            assertThat(konto("0399")).contains(SeedData.OSLO.kontoId());
        }
    }

    @Test
    void what_comes_under_the_new_number_is_delivered_counted_and_has_a_frist() {
        replace(lastYear, true, "0301", "0399");
        SeedData.Kommune fresh = new SeedData.Kommune(
                "0399",
                "Oslo",
                SeedData.OSLO.fiksOrgId(),
                SeedData.OSLO.kontoId(),
                SeedData.OSLO.organisasjonsnummer(),
                true,
                false);
        UUID meldingId = seed.soknad(
                        UUID.randomUUID(),
                        fresh,
                        "01819010001",
                        UUID.randomUUID().toString(),
                        Map.of("Soknad.pdf", new byte[9]))
                .meldingId();
        assertThat(text(
                        "SELECT tilstand || ' ' || konto_id || ' ' || (frist > digisos_now()) FROM leveranse WHERE id = ?",
                        meldingId))
                .isEqualTo("I_KO " + SeedData.OSLO.kontoId() + " true");
        List<KommuneSnapshot> pictures = transactions.autoCommit(
                c -> new DeliveryOverview().forFiksOrg(c, Duration.ofDays(1), List.of(SeedData.OSLO.fiksOrgId())));
        assertThat(pictures)
                .filteredOn(picture -> picture.kommunenummer().equals("0399"))
                .singleElement()
                .extracting(KommuneSnapshot::navn, KommuneSnapshot::venter)
                .containsExactly("Oslo", 1L);
    }

    @Test
    void what_would_leave_a_number_with_two_owners_or_none_is_refused() {
        assertThat(replace(inAWeek, true, "9999", "0399")).isEqualTo(Outcome.UKJENT);
        assertThat(replace(inAWeek, true, "0301", "4601")).isEqualTo(Outcome.NYTT_FINNES);
        assertThat(replace(inAWeek, false, "0301", "0399")).isEqualTo(Outcome.INGEN_OVERTAR);
        assertThat(replace(inAWeek, true, "0301", "0301")).isEqualTo(Outcome.RING);

        assertThat(replace(inAWeek, true, "0301", "0399", "0397")).isEqualTo(Outcome.BYTTET);
        assertThat(replace(inAWeek, true, "0301", "0398")).isEqualTo(Outcome.HAR_ETTERFOLGER);
        assertThat(replace(now, true, "0399", "0398")).isEqualTo(Outcome.FOR_TIDLIG);
        assertThat(replace(inAWeek, true, "4601", "0399")).as("one to come").isEqualTo(Outcome.NYTT_FINNES);
        assertThat(replace(inAWeek.plusSeconds(1), false, "0399", "0301")).isEqualTo(Outcome.RING);
        boolean made = transactions.inTransaction(
                c -> kommuner.create(c, new Kommunenummer("0399"), "Annen", UUID.randomUUID()));
        assertThat(made)
                .as("a kommune is not made under a number that another will have")
                .isFalse();

        assertThat(replace(inAWeek, false, "4601", "0399")).as("a merger").isEqualTo(Outcome.BYTTET);
        database.setClockOffset(Duration.ofDays(8));
        assertThat(iUse("4601")).isFalse();
        assertThat(text("SELECT gjeldende FROM kommunenummer WHERE nummer = ?", "4601"))
                .as("its cases go on")
                .isEqualTo("t");
    }

    @Test
    void a_change_is_taken_back_unless_somebody_relies_on_it() {
        replace(lastYear, true, "0301", "0396");
        assertThat(undo("0301")).contains(SeedData.OSLO.fiksOrgId());
        assertThat(undo("0301")).isEmpty();
        assertThat(numberNow()).isEqualTo("0301");

        replace(lastYear, true, "0301", "0396");
        replace(now, true, "0396", "0395");
        assertThat(undo("0301")).as("the new one has been changed again").isEmpty();
        assertThat(undo("0396")).isPresent();

        seed.paperSak(
                new SeedData.Kommune("0396", "Oslo", SeedData.OSLO.fiksOrgId(), null, "958935420", true, false),
                "01819010001");
        assertThat(undo("0301")).as("there is a case under it").isEmpty();
        TestDatabase.execute(database.owner(), "DELETE FROM digisos_sak WHERE kommunenummer = '0396'");
    }

    private Outcome replace(Instant from, boolean follows, String old, String... renewed) {
        return transactions.inTransaction(c -> numbers.replace(
                c,
                new Kommunenummer(old),
                Arrays.stream(renewed).map(Kommunenummer::new).toList(),
                follows,
                from));
    }

    private Optional<UUID> undo(String old) {
        return transactions.inTransaction(c -> numbers.undo(c, new Kommunenummer(old)));
    }

    private String numberNow() {
        return transactions
                .autoCommit(c -> kommuner.read(c, SeedData.OSLO.fiksOrgId()))
                .orElseThrow()
                .kommunenummer();
    }

    private static Optional<UUID> konto(String number) {
        return transactions
                .autoCommit(c -> new ChannelChoice((certificate, timestamp) -> true).find(c, number, null))
                .map(ChannelChoice.Chosen::kontoId);
    }

    private static boolean iUse(String number) {
        return "t".equals(text("SELECT i_bruk FROM kommunenummer WHERE nummer = ?", number));
    }

    private static String text(String sql, Object value) {
        return transactions.autoCommit(c -> {
            try (var s = c.prepareStatement(sql)) {
                s.setObject(1, value);
                try (var r = s.executeQuery()) {
                    r.next();
                    return r.getString(1);
                }
            }
        });
    }
}
