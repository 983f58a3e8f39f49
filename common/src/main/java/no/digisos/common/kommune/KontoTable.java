package no.digisos.common.kommune;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.crypto.Certificates;
import org.jspecify.annotations.Nullable;

/** Every statement that changes a konto. The caller holds the kommune's lock ({@link KommuneTable#lock}). */
@ApplicationScoped
public class KontoTable {
    private static final String READ = """
            SELECT k.id, k.fiks_org_id, k.navn, k.aktiv, k.sertifikat, k.meldingstyper,
                   ARRAY(SELECT e.enhetsnummer FROM konto_navenhet e
                          WHERE e.konto_id = k.id AND e.fiks_org_id = k.fiks_org_id ORDER BY e.enhetsnummer) AS enhetsnumre
              FROM konto k WHERE k.fiks_org_id = ?\s""";
    private static final String ALL = READ + "ORDER BY k.navn, k.id";
    private static final String ONE = READ + "AND k.id = ?";

    private static final String FIKS_ORG_WITH_ENHET = """
            SELECT DISTINCT e.fiks_org_id FROM konto_navenhet e
              JOIN konto k ON k.id = e.konto_id AND k.fiks_org_id = e.fiks_org_id AND k.aktiv
             WHERE e.enhetsnummer = ?""";

    private static final String CREATE = "INSERT INTO konto (id, fiks_org_id, navn, meldingstyper) VALUES (?, ?, ?, ?)";
    private static final String WRITE = "UPDATE konto SET navn = ?, meldingstyper = ? WHERE id = ? AND fiks_org_id = ?";
    private static final String CERTIFICATE = "UPDATE konto SET sertifikat = ? WHERE id = ? AND fiks_org_id = ?";
    private static final String ACTIVE = "UPDATE konto SET aktiv = ? WHERE id = ? AND fiks_org_id = ?";
    private static final String REMOVE_ENHETER = "DELETE FROM konto_navenhet WHERE konto_id = ? AND fiks_org_id = ?";
    private static final String GIVE_ENHET =
            "INSERT INTO konto_navenhet (konto_id, fiks_org_id, enhetsnummer) VALUES (?, ?, ?)";

    private final KommuneTable kommuner;

    public KontoTable(KommuneTable kommuner) {
        this.kommuner = kommuner;
    }

    /** The kommune's kontoer by name, the closed ones too. */
    public List<KontoConfiguration> all(Connection c, UUID fiksOrgId) throws SQLException {
        return find(c, ALL, fiksOrgId);
    }

    /** One konto of this kommune. */
    public Optional<KontoConfiguration> read(Connection c, UUID fiksOrgId, UUID kontoId) throws SQLException {
        return find(c, ONE, fiksOrgId, kontoId).stream().findFirst();
    }

    /** The kommuner, as fiksOrg, that have an open konto for this NAV office. */
    public List<UUID> fiksOrgWithEnhet(Connection c, String enhetsnummer) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(FIKS_ORG_WITH_ENHET)) {
            statement.setString(1, enhetsnummer);
            try (ResultSet r = statement.executeQuery()) {
                List<UUID> found = new ArrayList<>();
                while (r.next()) {
                    found.add(r.getObject(1, UUID.class));
                }
                return List.copyOf(found);
            }
        }
    }

    /** Makes an open konto without a certificate; until it has one, what chooses it goes by SvarUt. */
    public void create(Connection c, UUID fiksOrgId, UUID kontoId, KontoSettings settings) throws SQLException {
        update(c, CREATE, kontoId, fiksOrgId, settings.navn(), c.createArrayOf("text", types(settings)));
        giveEnheter(c, fiksOrgId, kontoId, settings.enhetsnumre());
        kommuner.touch(c, fiksOrgId);
    }

    /** Replaces what the kommune decides of the konto. An office that is another konto's is a defect of the caller. */
    public void write(Connection c, UUID fiksOrgId, UUID kontoId, KontoSettings settings) throws SQLException {
        update(c, WRITE, settings.navn(), c.createArrayOf("text", types(settings)), kontoId, fiksOrgId);
        update(c, REMOVE_ENHETER, kontoId, fiksOrgId);
        giveEnheter(c, fiksOrgId, kontoId, settings.enhetsnumre());
        kommuner.touch(c, fiksOrgId);
    }

    /** Replaces the certificate: from the commit on, every download is wrapped for the new one. */
    public void writeCertificate(Connection c, UUID fiksOrgId, UUID kontoId, X509Certificate certificate)
            throws SQLException {
        try {
            update(c, CERTIFICATE, certificate.getEncoded(), kontoId, fiksOrgId);
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("The certificate cannot be encoded", e);
        }
        kommuner.touch(c, fiksOrgId);
    }

    /** Opens or closes the konto. What lies in a closed one is withdrawn by the sweep (KONTO_STENGT, delivery.md 3). */
    public void setActive(Connection c, UUID fiksOrgId, UUID kontoId, boolean active) throws SQLException {
        update(c, ACTIVE, active, kontoId, fiksOrgId);
        kommuner.touch(c, fiksOrgId);
    }

    private static void giveEnheter(Connection c, UUID fiksOrgId, UUID kontoId, List<String> enhetsnumre)
            throws SQLException {
        for (String enhetsnummer : enhetsnumre) {
            update(c, GIVE_ENHET, kontoId, fiksOrgId, enhetsnummer);
        }
    }

    /** Empty also when what stands there is no certificate: then nothing can be sent, which is what empty says. */
    private static Optional<X509Certificate> certificate(ResultSet r) throws SQLException {
        byte[] der = r.getBytes("sertifikat");
        try {
            return Optional.ofNullable(der).map(Certificates::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Object[] types(KontoSettings settings) {
        return settings.meldingstyper().toArray();
    }

    private static List<KontoConfiguration> find(Connection c, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet r = statement.executeQuery()) {
                List<KontoConfiguration> found = new ArrayList<>();
                while (r.next()) {
                    found.add(new KontoConfiguration(
                            r.getObject("id", UUID.class),
                            r.getObject("fiks_org_id", UUID.class),
                            r.getBoolean("aktiv"),
                            new KontoSettings(
                                    r.getString("navn"),
                                    KommuneTable.texts(r.getArray("enhetsnumre")),
                                    KommuneTable.texts(r.getArray("meldingstyper"))),
                            certificate(r)));
                }
                return List.copyOf(found);
            }
        }
    }

    private static void update(Connection c, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
