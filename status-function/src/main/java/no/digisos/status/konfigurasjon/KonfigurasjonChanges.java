package no.digisos.status.konfigurasjon;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.database.Transactions;
import no.digisos.common.kommune.KommuneConfiguration;
import no.digisos.common.kommune.KommuneSettings;
import no.digisos.common.kommune.KommuneTable;
import org.jspecify.annotations.Nullable;

/** The configuration of a kommune as a whole (contract.md 8). */
@ApplicationScoped
class KonfigurasjonChanges {
    private final Transactions transactions;
    private final KommuneTable kommuner;
    private final KommuneEdit lock;
    private final KonfigurasjonForm form;
    private final KonfigurasjonView view;

    KonfigurasjonChanges(
            Transactions transactions,
            KommuneTable kommuner,
            KommuneEdit lock,
            KonfigurasjonForm form,
            KonfigurasjonView view) {
        this.transactions = transactions;
        this.kommuner = kommuner;
        this.lock = lock;
        this.form = form;
        this.view = view;
    }

    /** Something shown, and the version that it has. */
    record Shown<T>(T innhold, long versjon) {}

    Shown<KonfigurasjonJson.Konfigurasjon> read(UUID fiksOrgId) {
        Instant now = view.now();
        return transactions.inTransaction(
                c -> show(c, kommuner.read(c, fiksOrgId).orElseThrow(KommuneEdit::notFound), now));
    }

    /**
     * Makes the configuration of a kommune that has decided nothing yet, or that took its own away. One that says the same already is
     * a repeat and stays; one that says something else is replaced only by whoever names its version.
     *
     * @return the version that it has now
     */
    long create(UUID fiksOrgId, @Nullable String ifMatch, JsonNode body) {
        Instant now = view.now();
        return transactions.inTransaction(c -> {
            boolean gone = kommuner.restore(c, fiksOrgId);
            KommuneConfiguration current = lock.lock(c, fiksOrgId);
            Version.allow(ifMatch, current.versjon());
            KommuneSettings renewed =
                    form.readNew(body, view.show(c, current, now)).withAddressFrom(current.oppsett());
            if (!gone && renewed.equals(current.oppsett())) {
                return current.versjon();
            }
            if (!gone && ifMatch == null && !current.oppsett().equals(KommuneSettings.unset())) {
                throw Version.existsAlready();
            }
            kommuner.write(c, fiksOrgId, renewed);
            long version = lock.lock(c, fiksOrgId).versjon();
            lock.written(c, AuditAction.ENDRE_KONFIGURASJON, AuditSubject.none(), fiksOrgId);
            return version;
        });
    }

    Shown<KonfigurasjonJson.Konfigurasjon> replace(UUID fiksOrgId, @Nullable String ifMatch, JsonNode body) {
        Instant now = view.now();
        return transactions.inTransaction(c -> {
            KommuneConfiguration current = lock.lock(c, fiksOrgId);
            Version.require(ifMatch, current.versjon());
            kommuner.write(c, fiksOrgId, form.read(body, view.show(c, current, now)));
            Shown<KonfigurasjonJson.Konfigurasjon> shown = show(c, lock.lock(c, fiksOrgId), now);
            lock.written(c, AuditAction.ENDRE_KONFIGURASJON, AuditSubject.none(), fiksOrgId);
            return shown;
        });
    }

    void delete(UUID fiksOrgId, @Nullable String ifMatch) {
        transactions.inTransaction(c -> {
            Version.require(ifMatch, lock.lock(c, fiksOrgId).versjon());
            kommuner.delete(c, fiksOrgId);
            lock.written(c, AuditAction.ENDRE_KONFIGURASJON, AuditSubject.none(), fiksOrgId);
            return fiksOrgId;
        });
    }

    private Shown<KonfigurasjonJson.Konfigurasjon> show(Connection c, KommuneConfiguration configuration, Instant now)
            throws SQLException {
        return new Shown<>(view.show(c, configuration, now), configuration.versjon());
    }
}
