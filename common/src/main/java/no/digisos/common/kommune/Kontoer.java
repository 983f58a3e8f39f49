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
import no.digisos.common.krypto.Certificates;
import org.jspecify.annotations.Nullable;

/** Every statement that changes a konto. The caller holds the kommune's lock ({@link Kommuner#las}). */
@ApplicationScoped
public class Kontoer {
    private static final String LES = """
            SELECT k.id, k.fiks_org_id, k.navn, k.aktiv, k.sertifikat, k.meldingstyper,
                   ARRAY(SELECT e.enhetsnummer FROM konto_navenhet e
                          WHERE e.konto_id = k.id AND e.fiks_org_id = k.fiks_org_id ORDER BY e.enhetsnummer) AS enhetsnumre
              FROM konto k WHERE k.fiks_org_id = ?\s""";
    private static final String ALLE = LES + "ORDER BY k.navn, k.id";
    private static final String EN = LES + "AND k.id = ?";

    private static final String FIKS_ORG_MED_ENHET = """
            SELECT DISTINCT e.fiks_org_id FROM konto_navenhet e
              JOIN konto k ON k.id = e.konto_id AND k.fiks_org_id = e.fiks_org_id AND k.aktiv
             WHERE e.enhetsnummer = ?""";

    private static final String OPPRETT =
            "INSERT INTO konto (id, fiks_org_id, navn, meldingstyper) VALUES (?, ?, ?, ?)";
    private static final String SKRIV = "UPDATE konto SET navn = ?, meldingstyper = ? WHERE id = ? AND fiks_org_id = ?";
    private static final String SERTIFIKAT = "UPDATE konto SET sertifikat = ? WHERE id = ? AND fiks_org_id = ?";
    private static final String AKTIV = "UPDATE konto SET aktiv = ? WHERE id = ? AND fiks_org_id = ?";
    private static final String FJERN_ENHETER = "DELETE FROM konto_navenhet WHERE konto_id = ? AND fiks_org_id = ?";
    private static final String GI_ENHET =
            "INSERT INTO konto_navenhet (konto_id, fiks_org_id, enhetsnummer) VALUES (?, ?, ?)";

    private final Kommuner kommuner;

    public Kontoer(Kommuner kommuner) {
        this.kommuner = kommuner;
    }

    /** The kommune's kontoer by name, the closed ones too. */
    public List<Kontokonfigurasjon> alle(Connection c, UUID fiksOrgId) throws SQLException {
        return finn(c, ALLE, fiksOrgId);
    }

    /** One konto of this kommune. */
    public Optional<Kontokonfigurasjon> les(Connection c, UUID fiksOrgId, UUID kontoId) throws SQLException {
        return finn(c, EN, fiksOrgId, kontoId).stream().findFirst();
    }

    /** The kommuner, as fiksOrg, that have an open konto for this NAV office. */
    public List<UUID> fiksOrgMedEnhet(Connection c, String enhetsnummer) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(FIKS_ORG_MED_ENHET)) {
            statement.setString(1, enhetsnummer);
            try (ResultSet r = statement.executeQuery()) {
                List<UUID> funnet = new ArrayList<>();
                while (r.next()) {
                    funnet.add(r.getObject(1, UUID.class));
                }
                return List.copyOf(funnet);
            }
        }
    }

    /** Makes an open konto without a certificate; until it has one, what chooses it goes by SvarUt. */
    public void opprett(Connection c, UUID fiksOrgId, UUID kontoId, Kontooppsett oppsett) throws SQLException {
        oppdater(c, OPPRETT, kontoId, fiksOrgId, oppsett.navn(), c.createArrayOf("text", typer(oppsett)));
        giEnheter(c, fiksOrgId, kontoId, oppsett.enhetsnumre());
        kommuner.beror(c, fiksOrgId);
    }

    /** Replaces what the kommune decides of the konto. An office that is another konto's is a defect of the caller. */
    public void skriv(Connection c, UUID fiksOrgId, UUID kontoId, Kontooppsett oppsett) throws SQLException {
        oppdater(c, SKRIV, oppsett.navn(), c.createArrayOf("text", typer(oppsett)), kontoId, fiksOrgId);
        oppdater(c, FJERN_ENHETER, kontoId, fiksOrgId);
        giEnheter(c, fiksOrgId, kontoId, oppsett.enhetsnumre());
        kommuner.beror(c, fiksOrgId);
    }

    /** Replaces the certificate: from the commit on, every download is wrapped for the new one. */
    public void skrivSertifikat(Connection c, UUID fiksOrgId, UUID kontoId, X509Certificate sertifikat)
            throws SQLException {
        try {
            oppdater(c, SERTIFIKAT, sertifikat.getEncoded(), kontoId, fiksOrgId);
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("The certificate cannot be encoded", e);
        }
        kommuner.beror(c, fiksOrgId);
    }

    /** Opens or closes the konto. What lies in a closed one is withdrawn by the sweep (KONTO_STENGT, delivery.md 3). */
    public void settAktiv(Connection c, UUID fiksOrgId, UUID kontoId, boolean aktiv) throws SQLException {
        oppdater(c, AKTIV, aktiv, kontoId, fiksOrgId);
        kommuner.beror(c, fiksOrgId);
    }

    private static void giEnheter(Connection c, UUID fiksOrgId, UUID kontoId, List<String> enhetsnumre)
            throws SQLException {
        for (String enhetsnummer : enhetsnumre) {
            oppdater(c, GI_ENHET, kontoId, fiksOrgId, enhetsnummer);
        }
    }

    /** Empty also when what stands there is no certificate: then nothing can be sent, which is what empty says. */
    private static Optional<X509Certificate> sertifikat(ResultSet r) throws SQLException {
        byte[] der = r.getBytes("sertifikat");
        try {
            return Optional.ofNullable(der).map(Certificates::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Object[] typer(Kontooppsett oppsett) {
        return oppsett.meldingstyper().toArray();
    }

    private static List<Kontokonfigurasjon> finn(Connection c, String sql, Object... verdier) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            for (int i = 0; i < verdier.length; i++) {
                statement.setObject(i + 1, verdier[i]);
            }
            try (ResultSet r = statement.executeQuery()) {
                List<Kontokonfigurasjon> funnet = new ArrayList<>();
                while (r.next()) {
                    funnet.add(new Kontokonfigurasjon(
                            r.getObject("id", UUID.class),
                            r.getObject("fiks_org_id", UUID.class),
                            r.getBoolean("aktiv"),
                            new Kontooppsett(
                                    r.getString("navn"),
                                    Kommuner.tekster(r.getArray("enhetsnumre")),
                                    Kommuner.tekster(r.getArray("meldingstyper"))),
                            sertifikat(r)));
                }
                return List.copyOf(funnet);
            }
        }
    }

    private static void oppdater(Connection c, String sql, @Nullable Object... verdier) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            for (int i = 0; i < verdier.length; i++) {
                statement.setObject(i + 1, verdier[i]);
            }
            statement.executeUpdate();
        }
    }
}
