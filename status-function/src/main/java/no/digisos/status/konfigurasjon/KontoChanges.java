package no.digisos.status.konfigurasjon;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.crypto.Certificates;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.kommune.KommuneConfiguration;
import no.digisos.common.kommune.KommuneTable;
import no.digisos.common.kommune.KontoConfiguration;
import no.digisos.common.kommune.KontoTable;
import no.digisos.status.konfigurasjon.KonfigurasjonChanges.Shown;
import org.jspecify.annotations.Nullable;

/** What a kommune's administrator does to its kontoer. */
@ApplicationScoped
class KontoChanges {
    private final Transactions transactions;
    private final KommuneTable kommuner;
    private final KontoTable kontoer;
    private final KommuneEdit lock;
    private final KontoForm form;
    private final KonfigurasjonView view;
    private final KonfigurasjonConfig config;

    KontoChanges(
            Transactions transactions,
            KommuneTable kommuner,
            KontoTable kontoer,
            KommuneEdit lock,
            KontoForm form,
            KonfigurasjonView view,
            KonfigurasjonConfig config) {
        this.transactions = transactions;
        this.kommuner = kommuner;
        this.kontoer = kontoer;
        this.lock = lock;
        this.form = form;
        this.view = view;
        this.config = config;
    }

    Shown<KonfigurasjonJson.Konto> read(UUID fiksOrgId, UUID kontoId) {
        Instant now = view.now();
        return transactions.inTransaction(c -> {
            KommuneConfiguration kommune = kommuner.read(c, fiksOrgId).orElseThrow(KommuneEdit::notFound);
            return new Shown<>(view.show(c, require(c, fiksOrgId, kontoId), now), kommune.versjon());
        });
    }

    Shown<KonfigurasjonJson.Konto> create(UUID fiksOrgId, JsonNode body) {
        UUID kontoId = UUID.randomUUID();
        Instant now = view.now();
        return transactions.inTransaction(c -> {
            lock.lock(c, fiksOrgId);
            List<KontoConfiguration> all = kontoer.all(c, fiksOrgId);
            if (all.size() >= config.maksKontoer()) {
                throw new ApiException(
                        ErrorCode.UGYLDIG_KONFIGURASJON, "En kommune har høyst " + config.maksKontoer() + " kontoer");
            }
            kontoer.create(c, fiksOrgId, kontoId, form.read(body, all));
            return changed(c, fiksOrgId, kontoId, now, subject(kontoId));
        });
    }

    Shown<KonfigurasjonJson.Konto> replace(UUID fiksOrgId, UUID kontoId, @Nullable String ifMatch, JsonNode body) {
        Instant now = view.now();
        return transactions.inTransaction(c -> {
            KommuneConfiguration kommune = lock.lock(c, fiksOrgId);
            require(c, fiksOrgId, kontoId);
            Version.require(ifMatch, kommune.versjon());
            List<KontoConfiguration> other = kontoer.all(c, fiksOrgId).stream()
                    .filter(konto -> !konto.id().equals(kontoId))
                    .toList();
            kontoer.write(c, fiksOrgId, kontoId, form.read(body, other));
            return changed(c, fiksOrgId, kontoId, now, subject(kontoId));
        });
    }

    Shown<KonfigurasjonJson.Konto> setCertificate(
            UUID fiksOrgId, UUID kontoId, @Nullable String ifMatch, X509Certificate certificate) {
        Instant now = view.now();
        Certificates.unusableReason(certificate, now).ifPresent(why -> {
            throw new ApiException(ErrorCode.UGYLDIG_KONTOSERTIFIKAT, why);
        });
        return transactions.inTransaction(c -> {
            KommuneConfiguration kommune = lock.lock(c, fiksOrgId);
            require(c, fiksOrgId, kontoId);
            Version.allow(ifMatch, kommune.versjon());
            kontoer.writeCertificate(c, fiksOrgId, kontoId, certificate);
            return changed(
                    c,
                    fiksOrgId,
                    kontoId,
                    now,
                    subject(kontoId).withCertificateFingerprint(Certificates.fingerprint(certificate)));
        });
    }

    Shown<KonfigurasjonJson.Konto> setActive(UUID fiksOrgId, UUID kontoId, @Nullable String ifMatch, boolean active) {
        Instant now = view.now();
        return transactions.inTransaction(c -> {
            KommuneConfiguration kommune = lock.lock(c, fiksOrgId);
            require(c, fiksOrgId, kontoId);
            Version.allow(ifMatch, kommune.versjon());
            kontoer.setActive(c, fiksOrgId, kontoId, active);
            return changed(c, fiksOrgId, kontoId, now, subject(kontoId));
        });
    }

    private Shown<KonfigurasjonJson.Konto> changed(
            Connection c, UUID fiksOrgId, UUID kontoId, Instant now, AuditSubject subject) throws SQLException {
        Shown<KonfigurasjonJson.Konto> shown = new Shown<>(
                view.show(c, require(c, fiksOrgId, kontoId), now),
                lock.lock(c, fiksOrgId).versjon());
        lock.written(c, AuditAction.ENDRE_KONTO, subject, fiksOrgId);
        return shown;
    }

    private KontoConfiguration require(Connection c, UUID fiksOrgId, UUID kontoId) throws SQLException {
        return kontoer.read(c, fiksOrgId, kontoId)
                .orElseThrow(() -> new ApiException(ErrorCode.FINNES_IKKE, "Kommunen har ingen slik konto"));
    }

    /** Audit rows have no column for a konto: it is named by the hash of its id, as the many ids of a list are. */
    private static AuditSubject subject(UUID kontoId) {
        return AuditSubject.many(List.of(kontoId));
    }
}
