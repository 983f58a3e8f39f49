package no.digisos.common.kommune;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import no.digisos.common.crypto.Certificates;

/** The certificates on which it depends that a kommune receives in its queues and not by SvarUt. */
@ApplicationScoped
public class KontoCertificates {
    /** Of open kontoer of kommuner that use the queue: nobody else loses anything when the certificate runs out. */
    private static final String I_USE = """
            SELECT m.kommunenummer, k.id, k.navn, k.sertifikat, encode(sha256(k.sertifikat), 'hex'), digisos_now()
              FROM konto k JOIN kommune m ON m.fiks_org_id = k.fiks_org_id
             WHERE k.aktiv AND m.bruker_fiks_io AND k.sertifikat IS NOT NULL""";

    /** Those in use at the database's time, the one that runs out first before the others. What is no certificate is left out. */
    public List<KontoCertificate> iUse(Connection c) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(I_USE);
                ResultSet r = s.executeQuery()) {
            List<KontoCertificate> found = new ArrayList<>();
            while (r.next()) {
                read(r, found);
            }
            found.sort(Comparator.comparing((KontoCertificate k) -> k.frist().utloper())
                    .thenComparing(KontoCertificate::kontoId));
            return List.copyOf(found);
        }
    }

    private static void read(ResultSet r, List<KontoCertificate> found) throws SQLException {
        try {
            CertificateExpiry frist = CertificateExpiry.of(
                    Certificates.parse(r.getBytes(4)),
                    r.getObject(6, OffsetDateTime.class).toInstant());
            found.add(new KontoCertificate(
                    r.getString(1), r.getObject(2, UUID.class), r.getString(3), r.getString(5), frist));
        } catch (IllegalArgumentException nothing) {
            // Nothing can be encrypted to it, which the configuration's merknader say already.
        }
    }
}
