package no.digisos.fallback.cleanup;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import no.digisos.common.database.Transactions;
import no.digisos.common.database.Upgrade;
import no.digisos.common.dokumentlager.DokumentRetention;
import no.digisos.common.dokumentlager.HashSealing;
import no.digisos.common.leveranse.LeveranseRetention;
import no.digisos.common.leveranse.VarselOutbox;
import no.digisos.common.mellomlagring.MellomlagringRetention;
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
    /** Cases in one transaction: each may have many megabytes of documents. */
    private static final int SAKER = 5;

    private final Transactions transactions;
    private final SakDeletion sakDeletion;
    private final LeveranseRetention archive;
    private final DokumentRetention dokumenter;
    private final MellomlagringRetention mellomlagringer;
    private final VarselOutbox outbox;
    private final HashSealing hashes;
    private final SakCreations sakCreations;
    private final Upgrade upgrade;
    private final FallbackConfig config;
    private final VarselConfig varsel;

    Cleanup(
            Transactions transactions,
            SakDeletion sakDeletion,
            LeveranseRetention archive,
            DokumentRetention dokumenter,
            MellomlagringRetention mellomlagringer,
            VarselOutbox outbox,
            HashSealing hashes,
            SakCreations sakCreations,
            Upgrade upgrade,
            FallbackConfig config,
            VarselConfig varsel) {
        this.transactions = transactions;
        this.sakDeletion = sakDeletion;
        this.archive = archive;
        this.dokumenter = dokumenter;
        this.mellomlagringer = mellomlagringer;
        this.outbox = outbox;
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
        cleanUp(
                tally,
                "halvmottatte dokumenter",
                batch,
                c -> dokumenter.deleteHalfReceived(c, config.halvmottattAlder(), batch));
        cleanUp(
                tally,
                "utløpt mellomlagring",
                batch,
                c -> mellomlagringer.deleteExpired(c, config.mellomlagringAlder(), batch));
        // By the kommune's policy; a case whose delivery may still need its documents is left (LeveranseHold).
        cleanUp(tally, "saker", SAKER, c -> sakDeletion.deleteDue(c, SAKER).size());
        cleanUp(
                tally,
                "leveranser i slettede saker",
                batch,
                c -> archive.countAndDelete(c, config.leveranseAlder(), batch));
        cleanUp(tally, "kvitteringenes ord", batch, c -> archive.forgetAnswers(c, config.kvitteringAlder(), batch));
        cleanUp(tally, "gamle varsler", batch, c -> outbox.deleteOld(c, config.kvitteringAlder(), batch));
        if (!upgrade.gamleFunksjoner()) {
            cleanUp(tally, "åpne hasher", batch, c -> hashes.seal(c, batch));
            cleanUp(tally, "åpne nøkler for nye saker", batch, c -> sakCreations.hideKeys(c, batch));
        }
        tally.attempt("varsler som aldri ble sendt", () -> {
            int stated = transactions.autoCommit(c -> outbox.giveUpOld(c, varsel.maksAlder()));
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
}
