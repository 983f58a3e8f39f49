package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import org.jspecify.annotations.Nullable;

/**
 * The fagsystem's decisions: the receipt and the final rejection. The conditional UPDATE decides; when it hits nothing, the
 * row is locked and read, and the answer comes from it. History, outcome and the release of successors belong to the same
 * transaction.
 */
@ApplicationScoped
public class LeveranseBeslutning {
    private static final String AVVIST_ETTER_TREKK = Overgang.AVVIS_ETTER_TREKK.hendelse();
    private static final String SEN_KVITTERING = Overgang.HUSK_SEN_KVITTERING.hendelse();

    private final Transactions transactions;
    private final LeveranseFrigivelse frigivelse;

    public LeveranseBeslutning(Transactions transactions, LeveranseFrigivelse frigivelse) {
        this.transactions = transactions;
        this.frigivelse = frigivelse;
    }

    /**
     * The receipt. Valid with, without or with a stale lease while SvarUt provably does not have the shipment (delivery.md 1,
     * rule 2, and delivery.md 3, rule B): proof of receipt beats a timer, so the caller's leieId is of no consequence here. Not
     * once the receiver may have let go of its copy: the receipt may have been under way since before (delivery.md 3, rule I).
     * Joins the caller's transaction.
     */
    public Kvitteringssvar mottatt(
            Connection c, UUID kontoId, UUID meldingId, @Nullable Forseglet mottattAv, @Nullable Forseglet fagsystemRef)
            throws SQLException {
        Optional<Leveranse> bekreftet = bekreft(c, kontoId, meldingId, mottattAv, fagsystemRef);
        if (bekreftet.isPresent()) {
            return new Kvitteringssvar.Bekreftet(bekreftet.get(), false);
        }
        Optional<Leveranse> last = Setning.leveranse(c, LeveranseSql.LAS_I_KONTO, kontoId, meldingId);
        if (last.isEmpty()) {
            return new Kvitteringssvar.FinnesIkke();
        }
        Leveranse leveranse = last.get();
        if (!leveranse.utlevert() && leveranse.tilstand() != Tilstand.BEKREFTET) {
            return new Kvitteringssvar.IkkeUtlevert(leveranse);
        }
        return switch (leveranse.tilstand()) {
            case BEKREFTET -> new Kvitteringssvar.Bekreftet(leveranse, true);
            case IKKE_SENDT -> new Kvitteringssvar.IkkeUtlevert(leveranse);
            case SVARUT_SENDER, SVARUT_UKJENT ->
                new Kvitteringssvar.Behold(
                        noter(c, LeveranseSql.HUSK_SEN_KVITTERING, leveranse, mottattAv, fagsystemRef));
            case SVARUT_SENDT, LUKKET -> {
                Leveranse notert = noter(c, LeveranseSql.NOTER_SEN_KVITTERING, leveranse, mottattAv, fagsystemRef);
                // An operator may close what SvarUt never had: then this copy may be the only one.
                yield notert.hosSvarUt()
                        ? new Kvitteringssvar.TrukketForSent(notert)
                        : new Kvitteringssvar.Behold(notert);
            }
            case I_KO, TRUKKET, SVARUT_FEIL, STOPPET -> {
                if (leveranse.kopiSluppet() != null) {
                    yield new Kvitteringssvar.Behold(noterEnGang(c, SEN_KVITTERING, leveranse));
                }
                // Moved here between the two statements; locked now, so the second try decides.
                yield new Kvitteringssvar.Bekreftet(
                        bekreft(c, kontoId, meldingId, mottattAv, fagsystemRef)
                                .orElseThrow(() -> new IllegalStateException("Låst rad lot seg ikke bekrefte")),
                        false);
            }
        };
    }

    /** {@link #mottatt(Connection, UUID, UUID, Forseglet, Forseglet)} in a transaction of its own. */
    public Kvitteringssvar mottatt(
            UUID kontoId, UUID meldingId, @Nullable Forseglet mottattAv, @Nullable Forseglet fagsystemRef) {
        return transactions.inTransaction(c -> mottatt(c, kontoId, meldingId, mottattAv, fagsystemRef));
    }

    /**
     * The final rejection: withdrawn, and free for SvarUt at once. Of what was withdrawn already it clears a noted receipt, so
     * that SvarUt goes on. Either way no later receipt counts: the receiver has let go of its copy. Joins the caller's
     * transaction.
     */
    public Kvitteringssvar avvist(Connection c, UUID kontoId, UUID meldingId, @Nullable Forseglet feilmelding)
            throws SQLException {
        Optional<Leveranse> avvist = Setning.leveranse(c, LeveranseSql.AVVIS, feilmelding, meldingId, kontoId);
        if (avvist.isPresent()) {
            return new Kvitteringssvar.Utfort(avvist.get());
        }
        Optional<Leveranse> etterTrekk =
                Setning.leveranse(c, LeveranseSql.AVVIS_ETTER_TREKK, feilmelding, meldingId, kontoId);
        if (etterTrekk.isPresent()) {
            return new Kvitteringssvar.UtenVirkning(etterTrekk.get());
        }
        Optional<Leveranse> funnet = Setning.leveranse(c, LeveranseSql.FINN_I_KONTO, kontoId, meldingId);
        if (funnet.isEmpty()) {
            return new Kvitteringssvar.FinnesIkke();
        }
        Leveranse leveranse = funnet.get();
        return switch (leveranse.tilstand()) {
            case IKKE_SENDT, I_KO -> new Kvitteringssvar.IkkeUtlevert(leveranse);
            case BEKREFTET -> new Kvitteringssvar.AlleredeBekreftet(leveranse);
            case TRUKKET, SVARUT_SENDER, SVARUT_UKJENT, SVARUT_SENDT, SVARUT_FEIL, STOPPET, LUKKET ->
                new Kvitteringssvar.UtenVirkning(
                        leveranse.aarsak() == Aarsak.AVVIST
                                ? leveranse
                                : noterEnGang(c, AVVIST_ETTER_TREKK, leveranse));
        };
    }

    /** {@link #avvist(Connection, UUID, UUID, Forseglet)} in a transaction of its own. */
    public Kvitteringssvar avvist(UUID kontoId, UUID meldingId, @Nullable Forseglet feilmelding) {
        return transactions.inTransaction(c -> avvist(c, kontoId, meldingId, feilmelding));
    }

    private Optional<Leveranse> bekreft(
            Connection c, UUID kontoId, UUID meldingId, @Nullable Forseglet mottattAv, @Nullable Forseglet fagsystemRef)
            throws SQLException {
        Optional<Leveranse> bekreftet =
                Setning.leveranse(c, LeveranseSql.KVITTER_MOTTATT, mottattAv, fagsystemRef, meldingId, kontoId);
        if (bekreftet.isPresent()) {
            frigivelse.frigiEtterfolgere(c, meldingId);
        }
        return bekreftet;
    }

    private static Leveranse noter(
            Connection c,
            String setning,
            Leveranse last,
            @Nullable Forseglet mottattAv,
            @Nullable Forseglet fagsystemRef)
            throws SQLException {
        Optional<Leveranse> notert = Setning.leveranse(c, setning, mottattAv, fagsystemRef, last.id(), last.kontoId());
        // Nothing hit: noted by an earlier call, and the first one's words stay; or it cannot count, and is history
        // only.
        return notert.isPresent() ? notert.get() : noterEnGang(c, SEN_KVITTERING, last);
    }

    private static Leveranse noterEnGang(Connection c, String hendelse, Leveranse leveranse) throws SQLException {
        Setning.kjor(c, LeveranseSql.HISTORIKK_EN_GANG, hendelse, leveranse.id(), hendelse);
        return leveranse;
    }
}
