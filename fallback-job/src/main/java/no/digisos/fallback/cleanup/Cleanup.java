package no.digisos.fallback.cleanup;

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
import no.digisos.common.database.Transactions;
import no.digisos.common.database.Upgrade;
import no.digisos.common.dokumentlager.HashSealing;
import no.digisos.common.leveranse.LeveranseRetention;
import no.digisos.common.sak.SakCreations;
import no.digisos.common.sak.SakDeletion;
import no.digisos.fallback.run.FallbackConfig;
import no.digisos.fallback.run.RunTally;
import no.digisos.fallback.run.RunTally.Kind;
import no.digisos.fallback.run.Sweep;
import no.digisos.fallback.varsel.VarselConfig;

/**
 * Removes what nobody will ask for again: documents that never came whole, mellomlagring past its time, cases that their kommune
 * wants deleted, what deliveries that are long over need no more, and what earlier versions left open that is sealed now. What a live
 * case shows its person, and where its søknad went, stays with the case.
 */
@ApplicationScoped
public class Cleanup implements Sweep {
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
    private final SakDeletion sakDeletion;
    private final LeveranseRetention archive;
    private final HashSealing hashes;
    private final SakCreations sakCreations;
    private final Upgrade upgrade;
    private final FallbackConfig config;
    private final VarselConfig varsel;

    Cleanup(
            Transactions transactions,
            SakDeletion sakDeletion,
            LeveranseRetention archive,
            HashSealing hashes,
            SakCreations sakCreations,
            Upgrade upgrade,
            FallbackConfig config,
            VarselConfig varsel) {
        this.transactions = transactions;
        this.sakDeletion = sakDeletion;
        this.archive = archive;
        this.hashes = hashes;
        this.sakCreations = sakCreations;
        this.upgrade = upgrade;
        this.config = config;
        this.varsel = varsel;
    }

    @Override
    public Step step() {
        return Step.OPPRYDDING;
    }

    @Override
    public void run(RunTally tally) {
        int batch = config.bolk();
        cleanUp(tally, "halvmottatte dokumenter", batch, c -> change(c, HALF_RECEIVED, config.halvmottattAlder()));
        cleanUp(tally, "utløpt mellomlagring", batch, this::expired);
        // By the kommune's policy; a case whose delivery may still need its documents is left (LeveranseHold).
        cleanUp(tally, "saker", SAKER, c -> sakDeletion.deleteDue(c, SAKER).size());
        cleanUp(
                tally,
                "leveranser i slettede saker",
                batch,
                c -> archive.countAndDelete(c, config.leveranseAlder(), batch));
        cleanUp(tally, "kvitteringenes ord", batch, c -> change(c, WORDS_OF_RECEIPTS, config.kvitteringAlder()));
        cleanUp(tally, "gamle varsler", batch, c -> change(c, OLD_WARNINGS, config.kvitteringAlder()));
        if (!upgrade.gamleFunksjoner()) {
            cleanUp(tally, "åpne hasher", batch, c -> hashes.seal(c, batch));
            cleanUp(tally, "åpne nøkler for nye saker", batch, c -> sakCreations.hideKeys(c, batch));
        }
        tally.attempt("varsler som aldri ble sendt", () -> {
            int stated = transactions.autoCommit(c -> changeAll(c, STALE_WARNINGS, varsel.maksAlder()));
            if (stated > 0 && varsel.avsender().isPresent()) {
                Log.errorf("%d varsler grew too old before they were sent", stated);
            }
        });
    }

    /** In bites, each a transaction of its own, while the run may take on more. */
    private void cleanUp(RunTally tally, String what, int batch, Transactions.Work<Integer> chunk) {
        tally.attempt("Fjerning av " + what, () -> {
            int count;
            do {
                count = transactions.inTransaction(chunk);
                tally.add(Kind.RYDDET, count);
            } while (count >= batch && tally.canTakeMore());
        });
    }

    private int expired(Connection c) throws SQLException {
        List<UUID> expired = new ArrayList<>();
        try (PreparedStatement statement = c.prepareStatement(EXPIRED_STAGES)) {
            statement.setLong(1, config.mellomlagringAlder().toMillis());
            statement.setInt(2, config.bolk());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    expired.add(row.getObject(1, UUID.class));
                }
            }
        }
        if (expired.isEmpty()) {
            return 0;
        }
        changeIds(c, STAGE_FILES, expired);
        return changeIds(c, STAGES, expired);
    }

    private static int changeIds(Connection c, String sql, List<UUID> ids) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            statement.setArray(1, c.createArrayOf("uuid", ids.toArray()));
            return statement.executeUpdate();
        }
    }

    private int change(Connection c, String sql, Duration age) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            statement.setLong(1, age.toMillis());
            statement.setInt(2, config.bolk());
            return statement.executeUpdate();
        }
    }

    private static int changeAll(Connection c, String sql, Duration age) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            statement.setLong(1, age.toMillis());
            return statement.executeUpdate();
        }
    }
}
