package no.digisos.metadata.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import no.digisos.common.audit.AuditAktor;
import no.digisos.common.audit.AuditConfig;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.AuditRad;
import no.digisos.common.audit.AuditUtfall;
import no.digisos.common.audit.Auditsamler;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.DatabaseException;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.security.Innlogget;
import no.digisos.common.security.Kaller;
import no.digisos.common.security.Privilegium;
import org.jspecify.annotations.Nullable;

/**
 * The audit rows of reads. An answer is made whole first; then its row is committed; then the answer goes out. If the row cannot be
 * committed there is no answer but 503.
 */
@ApplicationScoped
public class Innsynslogg {
    private final AuditLogg logg;
    private final Auditsamler samler;
    private final AuditConfig config;
    private final Transactions transactions;
    private final Innlogget innlogget;

    Innsynslogg(
            AuditLogg logg, Auditsamler samler, AuditConfig config, Transactions transactions, Innlogget innlogget) {
        this.logg = logg;
        this.samler = samler;
        this.config = config;
        this.transactions = transactions;
        this.innlogget = innlogget;
    }

    /**
     * One row.
     *
     * @param sporingsId the caller's own trace, on whose behalf it reads
     */
    public record Spor(
            Handling handling,
            AuditGjenstand gjenstand,
            AuditUtfall utfall,
            @Nullable UUID sporingsId) {}

    /** A read with its row, in one transaction. */
    @FunctionalInterface
    public interface Lesning<T> {
        /** Reads, and says what the row is to tell of it. */
        Lest<T> les(Connection c) throws SQLException;
    }

    /** What was read, and its trace. */
    public record Lest<T>(T svar, Spor spor) {}

    /**
     * Commits the row of what has been read or refused.
     *
     * @throws ApiException 503 when it could not be committed
     */
    public void skriv(Spor spor) {
        samler.skriv(rad(spor));
    }

    /**
     * Reads in one transaction whose last statement is the row.
     *
     * @throws ApiException 503 when it could not be committed
     */
    public <T> T les(Lesning<T> lesning) {
        try {
            return transactions.inTransaction(c -> {
                Lest<T> lest = lesning.les(c);
                logg.skriv(c, rad(lest.spor()));
                return lest.svar();
            });
        } catch (DatabaseException e) {
            // Also a COMMIT that failed, for whatever reason: then nobody knows that there is a row.
            throw AuditLogg.ikkeFort(e);
        }
    }

    private AuditRad rad(Spor spor) {
        Kaller kaller = innlogget.kaller();
        AuditAktor aktor = innlogget
                .sertifikat()
                .map(s -> AuditAktor.integrasjon(
                        kaller.organisasjon().verdi(), kaller.integrasjonId(), s.serie(), s.avtrykk()))
                .orElseGet(() -> AuditAktor.integrasjon(kaller.organisasjon().verdi(), kaller.integrasjonId(), null));
        return new AuditRad(
                aktor,
                spor.handling(),
                spor.gjenstand(),
                spor.utfall(),
                spor.sporingsId(),
                hjemmel(spor.handling(), kaller));
    }

    private String hjemmel(Handling handling, Kaller kaller) {
        if (handling == Handling.LES_AUDIT) {
            return config.hjemmelPersonvern();
        }
        return kaller.har(Privilegium.FAGSYSTEM) ? config.hjemmelFagsystem() : config.hjemmelNav();
    }
}
