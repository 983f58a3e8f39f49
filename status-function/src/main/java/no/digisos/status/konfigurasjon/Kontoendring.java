package no.digisos.status.konfigurasjon;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.kommune.Kommunekonfigurasjon;
import no.digisos.common.kommune.Kommuner;
import no.digisos.common.kommune.Kontoer;
import no.digisos.common.kommune.Kontokonfigurasjon;
import no.digisos.common.krypto.Certificates;
import no.digisos.status.konfigurasjon.Konfigurasjon.Vist;
import org.jspecify.annotations.Nullable;

/** What a kommune's administrator does to its kontoer. */
@ApplicationScoped
class Kontoendring {
    private final Transactions transactions;
    private final Kommuner kommuner;
    private final Kontoer kontoer;
    private final Kommunelas las;
    private final Kontoskjema skjema;
    private final Konfigurasjonsvisning visning;
    private final KonfigurasjonConfig config;

    Kontoendring(
            Transactions transactions,
            Kommuner kommuner,
            Kontoer kontoer,
            Kommunelas las,
            Kontoskjema skjema,
            Konfigurasjonsvisning visning,
            KonfigurasjonConfig config) {
        this.transactions = transactions;
        this.kommuner = kommuner;
        this.kontoer = kontoer;
        this.las = las;
        this.skjema = skjema;
        this.visning = visning;
        this.config = config;
    }

    Vist<Visning.Konto> les(UUID fiksOrgId, UUID kontoId) {
        Instant naa = visning.naa();
        return transactions.inTransaction(c -> {
            Kommunekonfigurasjon kommune = kommuner.les(c, fiksOrgId).orElseThrow(Kommunelas::finnesIkke);
            return new Vist<>(visning.vis(c, krev(c, fiksOrgId, kontoId), naa), kommune.versjon());
        });
    }

    Vist<Visning.Konto> opprett(UUID fiksOrgId, JsonNode kropp) {
        UUID kontoId = UUID.randomUUID();
        Instant naa = visning.naa();
        return transactions.inTransaction(c -> {
            las.las(c, fiksOrgId);
            List<Kontokonfigurasjon> alle = kontoer.alle(c, fiksOrgId);
            if (alle.size() >= config.maksKontoer()) {
                throw new ApiException(
                        ErrorCode.UGYLDIG_KONFIGURASJON, "En kommune har høyst " + config.maksKontoer() + " kontoer");
            }
            kontoer.opprett(c, fiksOrgId, kontoId, skjema.les(kropp, alle));
            return endret(c, fiksOrgId, kontoId, naa, gjenstand(kontoId));
        });
    }

    Vist<Visning.Konto> erstatt(UUID fiksOrgId, UUID kontoId, @Nullable String ifMatch, JsonNode kropp) {
        Instant naa = visning.naa();
        return transactions.inTransaction(c -> {
            Kommunekonfigurasjon kommune = las.las(c, fiksOrgId);
            krev(c, fiksOrgId, kontoId);
            Versjon.krev(ifMatch, kommune.versjon());
            List<Kontokonfigurasjon> andre = kontoer.alle(c, fiksOrgId).stream()
                    .filter(konto -> !konto.id().equals(kontoId))
                    .toList();
            kontoer.skriv(c, fiksOrgId, kontoId, skjema.les(kropp, andre));
            return endret(c, fiksOrgId, kontoId, naa, gjenstand(kontoId));
        });
    }

    Vist<Visning.Konto> settSertifikat(
            UUID fiksOrgId, UUID kontoId, @Nullable String ifMatch, X509Certificate sertifikat) {
        Instant naa = visning.naa();
        Certificates.unusableReason(sertifikat, naa).ifPresent(hvorfor -> {
            throw new ApiException(ErrorCode.UGYLDIG_KONTOSERTIFIKAT, hvorfor);
        });
        return transactions.inTransaction(c -> {
            Kommunekonfigurasjon kommune = las.las(c, fiksOrgId);
            krev(c, fiksOrgId, kontoId);
            Versjon.tillat(ifMatch, kommune.versjon());
            kontoer.skrivSertifikat(c, fiksOrgId, kontoId, sertifikat);
            return endret(
                    c,
                    fiksOrgId,
                    kontoId,
                    naa,
                    gjenstand(kontoId).medSertifikatAvtrykk(Certificates.fingerprint(sertifikat)));
        });
    }

    Vist<Visning.Konto> settAktiv(UUID fiksOrgId, UUID kontoId, @Nullable String ifMatch, boolean aktiv) {
        Instant naa = visning.naa();
        return transactions.inTransaction(c -> {
            Kommunekonfigurasjon kommune = las.las(c, fiksOrgId);
            krev(c, fiksOrgId, kontoId);
            Versjon.tillat(ifMatch, kommune.versjon());
            kontoer.settAktiv(c, fiksOrgId, kontoId, aktiv);
            return endret(c, fiksOrgId, kontoId, naa, gjenstand(kontoId));
        });
    }

    private Vist<Visning.Konto> endret(
            Connection c, UUID fiksOrgId, UUID kontoId, Instant naa, AuditGjenstand gjenstand) throws SQLException {
        Vist<Visning.Konto> vist = new Vist<>(
                visning.vis(c, krev(c, fiksOrgId, kontoId), naa),
                las.las(c, fiksOrgId).versjon());
        las.skrevet(c, Handling.ENDRE_KONTO, gjenstand, fiksOrgId);
        return vist;
    }

    private Kontokonfigurasjon krev(Connection c, UUID fiksOrgId, UUID kontoId) throws SQLException {
        return kontoer.les(c, fiksOrgId, kontoId)
                .orElseThrow(() -> new ApiException(ErrorCode.FINNES_IKKE, "Kommunen har ingen slik konto"));
    }

    /** Audit rows have no column for a konto: it is named by the hash of its id, as the many ids of a list are. */
    private static AuditGjenstand gjenstand(UUID kontoId) {
        return AuditGjenstand.mange(List.of(kontoId));
    }
}
