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
import no.digisos.common.kommune.Kommunenumre.Utfall;
import no.digisos.common.krypto.TestCertificates;
import no.digisos.common.leveranse.Kanalvalg;
import no.digisos.common.leveranse.Leveringsoversikt;
import no.digisos.common.leveranse.Leveringsoversikt.Kommunebilde;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Nokkelkatalog;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KommunenumreTest {

    @TempDir
    static Path nokler;

    private static TestDatabase database;
    private static Transactions transactions;
    private static Saksfro fro;

    private final Instant naa = Instant.now();
    private final Instant iFjor = naa.minus(Duration.ofDays(365));
    private final Instant omEnUke = naa.plus(Duration.ofDays(7));
    private final Kommunenumre numre = new Kommunenumre();
    private final Kommuner kommuner = new Kommuner();

    @BeforeAll
    static void start() throws IOException {
        Nokkelkatalog.lag(nokler);
        database = TestDatabase.create();
        Fro.sa(database.owner(), TestCertificates.generate("Oslo kommune", 2048).certificate());
        transactions = new Transactions(database.functions());
        fro = new Saksfro(database.functions(), nokler);
    }

    @BeforeEach
    void start_afresh() {
        TestDatabase.execute(database.owner(), "DELETE FROM kommunenummerbytte");
        database.setClockOffset(Duration.ZERO);
    }

    @Test
    void a_kommune_is_called_by_its_new_number_from_the_date_on() {
        assertThat(bytt(omEnUke, true, "0301", "0399")).isEqualTo(Utfall.BYTTET);
        assertThat(nummerNaa()).isEqualTo("0301");
        assertThat(iBruk("0301")).isTrue();
        assertThat(iBruk("0399")).isFalse();

        database.setClockOffset(Duration.ofDays(8));
        assertThat(nummerNaa()).isEqualTo("0399");
        assertThat(iBruk("0301")).isFalse();
        assertThat(iBruk("0399")).isTrue();
    }

    @Test
    void a_number_may_change_more_than_once() {
        assertThat(bytt(iFjor, true, "0301", "0398")).isEqualTo(Utfall.BYTTET);
        assertThat(bytt(omEnUke, true, "0398", "0399")).isEqualTo(Utfall.BYTTET);
        assertThat(nummerNaa()).isEqualTo("0398");
        database.setClockOffset(Duration.ofDays(8));
        assertThat(nummerNaa()).isEqualTo("0399");
        assertThat(konto("0301")).isEqualTo(konto("0398")).isEqualTo(konto("0399"));
    }

    @Test
    void every_number_leads_to_the_one_konto_before_and_after_the_date() {
        bytt(omEnUke, true, "0301", "0399");
        for (Duration tid : List.of(Duration.ZERO, Duration.ofDays(8))) {
            database.setClockOffset(tid);
            assertThat(konto("0301")).contains(Fro.OSLO.kontoId());
            assertThat(konto("0399")).contains(Fro.OSLO.kontoId());
        }
    }

    @Test
    void what_comes_under_the_new_number_is_delivered_counted_and_has_a_frist() {
        bytt(iFjor, true, "0301", "0399");
        Fro.Kommune ny = new Fro.Kommune(
                "0399", "Oslo", Fro.OSLO.fiksOrgId(), Fro.OSLO.kontoId(), Fro.OSLO.organisasjonsnummer(), true, false);
        UUID meldingId = fro.soknad(
                        UUID.randomUUID(),
                        ny,
                        "01819010001",
                        UUID.randomUUID().toString(),
                        Map.of("Soknad.pdf", new byte[9]))
                .meldingId();
        assertThat(tekst(
                        "SELECT tilstand || ' ' || konto_id || ' ' || (frist > digisos_now()) FROM leveranse WHERE id = ?",
                        meldingId))
                .isEqualTo("I_KO " + Fro.OSLO.kontoId() + " true");
        List<Kommunebilde> bilder = transactions.autoCommit(
                c -> new Leveringsoversikt().forFiksOrg(c, Duration.ofDays(1), List.of(Fro.OSLO.fiksOrgId())));
        assertThat(bilder)
                .filteredOn(bilde -> bilde.kommunenummer().equals("0399"))
                .singleElement()
                .extracting(Kommunebilde::navn, Kommunebilde::venter)
                .containsExactly("Oslo", 1L);
    }

    @Test
    void what_would_leave_a_number_with_two_owners_or_none_is_refused() {
        assertThat(bytt(omEnUke, true, "9999", "0399")).isEqualTo(Utfall.UKJENT);
        assertThat(bytt(omEnUke, true, "0301", "4601")).isEqualTo(Utfall.NYTT_FINNES);
        assertThat(bytt(omEnUke, false, "0301", "0399")).isEqualTo(Utfall.INGEN_OVERTAR);
        assertThat(bytt(omEnUke, true, "0301", "0301")).isEqualTo(Utfall.RING);

        assertThat(bytt(omEnUke, true, "0301", "0399", "0397")).isEqualTo(Utfall.BYTTET);
        assertThat(bytt(omEnUke, true, "0301", "0398")).isEqualTo(Utfall.HAR_ETTERFOLGER);
        assertThat(bytt(naa, true, "0399", "0398")).isEqualTo(Utfall.FOR_TIDLIG);
        assertThat(bytt(omEnUke, true, "4601", "0399")).as("one to come").isEqualTo(Utfall.NYTT_FINNES);
        assertThat(bytt(omEnUke.plusSeconds(1), false, "0399", "0301")).isEqualTo(Utfall.RING);
        boolean laget = transactions.inTransaction(
                c -> kommuner.opprett(c, new Kommunenummer("0399"), "Annen", UUID.randomUUID()));
        assertThat(laget)
                .as("a kommune is not made under a number that another will have")
                .isFalse();

        assertThat(bytt(omEnUke, false, "4601", "0399")).as("a merger").isEqualTo(Utfall.BYTTET);
        database.setClockOffset(Duration.ofDays(8));
        assertThat(iBruk("4601")).isFalse();
        assertThat(tekst("SELECT gjeldende FROM kommunenummer WHERE nummer = ?", "4601"))
                .as("its cases go on")
                .isEqualTo("t");
    }

    @Test
    void a_change_is_taken_back_unless_somebody_relies_on_it() {
        bytt(iFjor, true, "0301", "0396");
        assertThat(angre("0301")).contains(Fro.OSLO.fiksOrgId());
        assertThat(angre("0301")).isEmpty();
        assertThat(nummerNaa()).isEqualTo("0301");

        bytt(iFjor, true, "0301", "0396");
        bytt(naa, true, "0396", "0395");
        assertThat(angre("0301")).as("the new one has been changed again").isEmpty();
        assertThat(angre("0396")).isPresent();

        fro.papirsak(
                new Fro.Kommune("0396", "Oslo", Fro.OSLO.fiksOrgId(), null, "958935420", true, false), "01819010001");
        assertThat(angre("0301")).as("there is a case under it").isEmpty();
        TestDatabase.execute(database.owner(), "DELETE FROM digisos_sak WHERE kommunenummer = '0396'");
    }

    private Utfall bytt(Instant fra, boolean folger, String gammelt, String... nytt) {
        return transactions.inTransaction(c -> numre.bytt(
                c,
                new Kommunenummer(gammelt),
                Arrays.stream(nytt).map(Kommunenummer::new).toList(),
                folger,
                fra));
    }

    private Optional<UUID> angre(String gammelt) {
        return transactions.inTransaction(c -> numre.angre(c, new Kommunenummer(gammelt)));
    }

    private String nummerNaa() {
        return transactions
                .autoCommit(c -> kommuner.les(c, Fro.OSLO.fiksOrgId()))
                .orElseThrow()
                .kommunenummer();
    }

    private static Optional<UUID> konto(String nummer) {
        return transactions
                .autoCommit(c -> new Kanalvalg((sertifikat, tidspunkt) -> true).finn(c, nummer, null))
                .map(Kanalvalg.Valgt::kontoId);
    }

    private static boolean iBruk(String nummer) {
        return "t".equals(tekst("SELECT i_bruk FROM kommunenummer WHERE nummer = ?", nummer));
    }

    private static String tekst(String sql, Object verdi) {
        return transactions.autoCommit(c -> {
            try (var s = c.prepareStatement(sql)) {
                s.setObject(1, verdi);
                try (var r = s.executeQuery()) {
                    r.next();
                    return r.getString(1);
                }
            }
        });
    }
}
