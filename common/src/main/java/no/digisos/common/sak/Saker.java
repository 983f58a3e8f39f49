package no.digisos.common.sak;

import static no.digisos.common.krypto.Sealer.sealContext;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import no.digisos.common.identity.Fnr;
import no.digisos.common.krypto.BlindIndex;
import no.digisos.common.krypto.Sealer;
import org.jspecify.annotations.Nullable;

/** Every statement that changes a case's row. */
@ApplicationScoped
public class Saker {
    /** The kind under which fødselsnummer are blind-indexed. */
    public static final String FNR = "fnr";

    private static final String CREATE = """
            INSERT INTO digisos_sak (digisos_id, kommunenummer, fiks_org_id, soker_fnr_forseglet, soker_indeks_nokkel,
                                     soker_indeks, enhetsnummer)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String TOUCH =
            "UPDATE digisos_sak SET sist_endret = digisos_now() WHERE digisos_id = ? AND slettet IS NULL";
    private static final String LOCK = "SELECT 1 FROM digisos_sak WHERE digisos_id = ? AND slettet IS NULL FOR UPDATE";

    private final Sealer sealer;
    private final BlindIndex blindIndex;

    public Saker(Sealer sealer, BlindIndex blindIndex) {
        this.sealer = sealer;
        this.blindIndex = blindIndex;
    }

    /** Creates the case, in the caller's transaction. */
    public void opprett(
            Connection c,
            UUID digisosId,
            String kommunenummer,
            UUID fiksOrgId,
            Fnr soker,
            @Nullable String enhetsnummer)
            throws SQLException {
        BlindIndex.Value indeks = blindIndex.active(FNR, soker.verdi());
        try (PreparedStatement statement = c.prepareStatement(CREATE)) {
            statement.setObject(1, digisosId);
            statement.setString(2, kommunenummer);
            statement.setObject(3, fiksOrgId);
            statement.setBytes(4, sealer.seal(soker.verdi().getBytes(StandardCharsets.UTF_8), fnrContext(digisosId)));
            statement.setString(5, indeks.version());
            statement.setBytes(6, indeks.value());
            statement.setString(7, enhetsnummer);
            statement.executeUpdate();
        }
    }

    /** Stamps the case as changed now. */
    public void beror(Connection c, UUID digisosId) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(TOUCH)) {
            statement.setObject(1, digisosId);
            statement.executeUpdate();
        }
    }

    /** Locks the case until the transaction ends, so that its submissions and updates are taken one by one; false when gone. */
    public boolean las(Connection c, UUID digisosId) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(LOCK)) {
            statement.setObject(1, digisosId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** The applicant's fødselsnummer, opened. */
    String sokerFnr(Sak sak) {
        return new String(sealer.open(sak.sokerFnrForseglet, fnrContext(sak.digisosId)), StandardCharsets.UTF_8);
    }

    private static String fnrContext(UUID digisosId) {
        return sealContext("digisos_sak", "soker_fnr", digisosId.toString());
    }
}
