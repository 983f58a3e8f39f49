package no.digisos.common.kommune;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import no.digisos.common.crypto.Certificates;
import no.digisos.common.database.Columns;
import no.digisos.common.database.Sql;

/** The certificates on which it depends that a kommune receives in its queues and not by SvarUt. */
@ApplicationScoped
public class KontoCertificates {
    /** Of open kontoer of kommuner that use the queue: nobody else loses anything when the certificate runs out. */
    static final Sql I_USE = Sql.of("""
            SELECT m.kommunenummer, k.id, k.navn, k.sertifikat, encode(sha256(k.sertifikat), 'hex') AS avtrykk,
                   digisos_now()
              FROM konto k JOIN kommune m ON m.fiks_org_id = k.fiks_org_id
             WHERE k.aktiv AND m.bruker_fiks_io AND k.sertifikat IS NOT NULL""");

    /** Those in use at the database's time, the one that runs out first before the others. What is no certificate is left out. */
    public List<KontoCertificate> iUse(Connection c) throws SQLException {
        return I_USE.call().all(c, KontoCertificates::read).stream()
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing((KontoCertificate k) -> k.frist().utloper())
                        .thenComparing(KontoCertificate::kontoId))
                .toList();
    }

    private static Optional<KontoCertificate> read(ResultSet r) throws SQLException {
        try {
            CertificateExpiry frist = CertificateExpiry.of(
                    Certificates.parse(r.getBytes("sertifikat")), Columns.instant(r, "digisos_now"));
            return Optional.of(new KontoCertificate(
                    r.getString("kommunenummer"),
                    Columns.uuid(r, "id"),
                    r.getString("navn"),
                    r.getString("avtrykk"),
                    frist));
        } catch (IllegalArgumentException nothing) {
            // Nothing can be encrypted to it, which the configuration's merknader say already.
            return Optional.empty();
        }
    }
}
