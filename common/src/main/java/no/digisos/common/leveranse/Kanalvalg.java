package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.krypto.Certificates;
import org.jspecify.annotations.Nullable;

/**
 * The look-up (delivery.md 7): which konto a shipment goes to, asked when it is released. The office number chooses only
 * among the kommune's own active kontoer; an unknown, foreign or closed office gets the kommune's default konto. The konto
 * must then be active, list the message type and have a usable certificate, and the kommune must use the queue. Anything
 * else means SvarUt, never a refusal.
 */
@ApplicationScoped
public class Kanalvalg {
    private final Sertifikatkrav sertifikatkrav;

    public Kanalvalg(Sertifikatkrav sertifikatkrav) {
        this.sertifikatkrav = sertifikatkrav;
    }

    /** The konto that the look-up comes to, whether or not anything can be sent to it; empty when there is none. */
    public Optional<Valgt> finn(Connection c, String kommunenummer, @Nullable String enhetsnummer) throws SQLException {
        return Setning.en(c, LeveranseSql.VELG_KONTO, this::valgt, enhetsnummer, kommunenummer);
    }

    /**
     * A konto that the look-up came to.
     *
     * @param brukbar whether it is open and has a certificate that can be encrypted to now
     * @param utlopt whether it is open, and not usable because its certificate has run out
     * @param meldingstyper the names on the wire that it lists
     */
    public record Valgt(UUID kontoId, boolean brukbar, boolean utlopt, List<String> meldingstyper) {
        /** Whether a message of this type goes there; if not, it goes by SvarUt. */
        public boolean tar(Meldingstype meldingType) {
            return brukbar && meldingstyper.contains(meldingType.navn());
        }

        /** Whether a message of this type would have gone there, had the certificate not run out. */
        boolean harUtlopt(Meldingstype meldingType) {
            return utlopt && meldingstyper.contains(meldingType.navn());
        }
    }

    private Valgt valgt(ResultSet r) throws SQLException {
        byte[] sertifikat = r.getBytes("sertifikat");
        Instant naa = r.getObject("naa", OffsetDateTime.class).toInstant();
        boolean apen = r.getBoolean("aktiv") && sertifikat != null;
        boolean brukbar = apen && sertifikatkrav.brukbart(sertifikat, naa);
        return new Valgt(
                r.getObject("id", UUID.class),
                brukbar,
                apen && !brukbar && Certificates.expired(sertifikat, naa),
                List.of((String[]) r.getArray("meldingstyper").getArray()));
    }
}
