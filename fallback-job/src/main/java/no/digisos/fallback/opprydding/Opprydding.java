package no.digisos.fallback.opprydding;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.digisos.common.database.Oppgradering;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.Hashforsegling;
import no.digisos.common.leveranse.Leveransearkiv;
import no.digisos.common.sak.Sakopprettelser;
import no.digisos.common.sak.Saksletting;
import no.digisos.fallback.run.FallbackConfig;
import no.digisos.fallback.run.Sweep;
import no.digisos.fallback.run.Teller;
import no.digisos.fallback.run.Teller.Slag;
import no.digisos.fallback.varsel.VarselConfig;

/**
 * Removes what nobody will ask for again: documents that never came whole, mellomlagring past its time, cases that their kommune
 * wants deleted, what deliveries that are long over need no more, and what earlier versions left open that is sealed now. What a live
 * case shows its person, and where its søknad went, stays with the case.
 */
@ApplicationScoped
public class Opprydding implements Sweep {
    private static final String HALF_RECEIVED = """
            WITH valgt AS MATERIALIZED (
                SELECT id FROM dokument
                 WHERE tilstand = 'MOTTAS' AND opprettet < digisos_now() - ? * interval '1 millisecond'
                 LIMIT ? FOR UPDATE SKIP LOCKED)
            DELETE FROM dokument d USING valgt WHERE d.id = valgt.id
            """;
    private static final String EXPIRED_STAGES = """
            SELECT id FROM mellomlagring
             WHERE sist_berort < digisos_now() - ? * interval '1 millisecond'
             ORDER BY sist_berort LIMIT ? FOR UPDATE SKIP LOCKED
            """;
    private static final String STAGE_FILES = "DELETE FROM dokument WHERE mellomlagring_id = ANY (?)";
    private static final String STAGES = "DELETE FROM mellomlagring WHERE id = ANY (?)";

    /** What the fagsystem said of a receipt, long after it said it: sealed personal data that nobody asks for any more. */
    private static final String WORDS_OF_RECEIPTS = """
            WITH valgt AS MATERIALIZED (
                SELECT id FROM leveranse
                 WHERE tilstand IN ('BEKREFTET', 'SVARUT_SENDT', 'LUKKET')
                   AND num_nonnulls(mottatt_av_forseglet, fagsystem_ref_forseglet, feilmelding_forseglet) > 0
                   AND endret < digisos_now() - ? * interval '1 millisecond'
                 LIMIT ? FOR UPDATE SKIP LOCKED)
            UPDATE leveranse l SET mottatt_av_forseglet = NULL, fagsystem_ref_forseglet = NULL,
                   feilmelding_forseglet = NULL
              FROM valgt WHERE l.id = valgt.id
            """;
    /** Mails that were never sent, because there is no mail server or it was away for days. */
    private static final String STALE_WARNINGS = """
            UPDATE varsel SET avsluttet = digisos_now(), utfall = 'OPPGITT'
             WHERE avsluttet IS NULL AND opprettet < digisos_now() - ? * interval '1 millisecond'
            """;

    private static final String OLD_WARNINGS = """
            WITH valgt AS MATERIALIZED (
                SELECT id FROM varsel WHERE opprettet < digisos_now() - ? * interval '1 millisecond'
                 ORDER BY opprettet LIMIT ? FOR UPDATE SKIP LOCKED)
            DELETE FROM varsel v USING valgt WHERE v.id = valgt.id
            """;

    /** Cases in one transaction: each may have many megabytes of documents. */
    private static final int SAKER = 5;

    private final Transactions transactions;
    private final Saksletting saksletting;
    private final Leveransearkiv arkiv;
    private final Hashforsegling hasher;
    private final Sakopprettelser sakopprettelser;
    private final Oppgradering oppgradering;
    private final FallbackConfig config;
    private final VarselConfig varsel;

    Opprydding(
            Transactions transactions,
            Saksletting saksletting,
            Leveransearkiv arkiv,
            Hashforsegling hasher,
            Sakopprettelser sakopprettelser,
            Oppgradering oppgradering,
            FallbackConfig config,
            VarselConfig varsel) {
        this.transactions = transactions;
        this.saksletting = saksletting;
        this.arkiv = arkiv;
        this.hasher = hasher;
        this.sakopprettelser = sakopprettelser;
        this.oppgradering = oppgradering;
        this.config = config;
        this.varsel = varsel;
    }

    @Override
    public Step step() {
        return Step.OPPRYDDING;
    }

    @Override
    public void run(Teller teller) {
        int bolk = config.bolk();
        rydd(teller, "halvmottatte dokumenter", bolk, c -> endre(c, HALF_RECEIVED, config.halvmottattAlder()));
        rydd(teller, "utløpt mellomlagring", bolk, this::utlopt);
        // By the kommune's policy; a case whose delivery may still need its documents is left (Leveransefeste).
        rydd(teller, "saker", SAKER, c -> saksletting.slettForfalte(c, SAKER).size());
        rydd(teller, "leveranser i slettede saker", bolk, c -> arkiv.tellOgSlett(c, config.leveranseAlder(), bolk));
        rydd(teller, "kvitteringenes ord", bolk, c -> endre(c, WORDS_OF_RECEIPTS, config.kvitteringAlder()));
        rydd(teller, "gamle varsler", bolk, c -> endre(c, OLD_WARNINGS, config.kvitteringAlder()));
        if (!oppgradering.gamleFunksjoner()) {
            rydd(teller, "åpne hasher", bolk, c -> hasher.forsegl(c, bolk));
            rydd(teller, "åpne nøkler for nye saker", bolk, c -> sakopprettelser.skjulNokler(c, bolk));
        }
        teller.forsok("varsler som aldri ble sendt", () -> {
            int oppgitt = transactions.autoCommit(c -> endreAlle(c, STALE_WARNINGS, varsel.maksAlder()));
            if (oppgitt > 0 && varsel.avsender().isPresent()) {
                Log.errorf("%d varsler ble for gamle før de ble sendt", oppgitt);
            }
        });
    }

    /** In bites, each a transaction of its own, while the run may take on more. */
    private void rydd(Teller teller, String hva, int bolk, Transactions.Work<Integer> bit) {
        teller.forsok("Fjerning av " + hva, () -> {
            int antall;
            do {
                antall = transactions.inTransaction(bit);
                teller.tell(Slag.RYDDET, antall);
            } while (antall >= bolk && teller.kanTaMer());
        });
    }

    private int utlopt(Connection c) throws SQLException {
        List<UUID> utlopt = new ArrayList<>();
        try (PreparedStatement statement = c.prepareStatement(EXPIRED_STAGES)) {
            statement.setLong(1, config.mellomlagringAlder().toMillis());
            statement.setInt(2, config.bolk());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    utlopt.add(row.getObject(1, UUID.class));
                }
            }
        }
        if (utlopt.isEmpty()) {
            return 0;
        }
        endreIder(c, STAGE_FILES, utlopt);
        return endreIder(c, STAGES, utlopt);
    }

    private static int endreIder(Connection c, String sql, List<UUID> ider) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            statement.setArray(1, c.createArrayOf("uuid", ider.toArray()));
            return statement.executeUpdate();
        }
    }

    private int endre(Connection c, String sql, Duration alder) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            statement.setLong(1, alder.toMillis());
            statement.setInt(2, config.bolk());
            return statement.executeUpdate();
        }
    }

    private static int endreAlle(Connection c, String sql, Duration alder) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            statement.setLong(1, alder.toMillis());
            return statement.executeUpdate();
        }
    }
}
