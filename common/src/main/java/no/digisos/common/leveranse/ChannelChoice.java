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
import no.digisos.common.crypto.Certificates;
import org.jspecify.annotations.Nullable;

/**
 * The look-up (delivery.md 7): which konto a shipment goes to, asked when it is released. The office number chooses only
 * among the kommune's own active kontoer; an unknown, foreign or closed office gets the kommune's default konto. The konto
 * must then be active, list the message type and have a usable certificate, and the kommune must use the queue. Anything
 * else means SvarUt, never a refusal.
 */
@ApplicationScoped
public class ChannelChoice {
    private final CertificateRequirement certificateRequirement;

    public ChannelChoice(CertificateRequirement certificateRequirement) {
        this.certificateRequirement = certificateRequirement;
    }

    /** The konto that the look-up comes to, whether or not anything can be sent to it; empty when there is none. */
    public Optional<Chosen> find(Connection c, String kommunenummer, @Nullable String enhetsnummer)
            throws SQLException {
        return LeveranseSql.CHOOSE_KONTO
                .with("enhetsnummer", enhetsnummer)
                .with("kommunenummer", kommunenummer)
                .one(c, this::chosen);
    }

    /**
     * A konto that the look-up came to.
     *
     * @param brukbar whether it is open and has a certificate that can be encrypted to now
     * @param utlopt whether it is open, and not usable because its certificate has run out
     * @param meldingstyper the names on the wire that it lists
     */
    public record Chosen(UUID kontoId, boolean brukbar, boolean utlopt, List<String> meldingstyper) {
        /** Whether a message of this type goes there; if not, it goes by SvarUt. */
        public boolean takes(MeldingType meldingType) {
            return brukbar && meldingstyper.contains(meldingType.wireName());
        }

        /** Whether a message of this type would have gone there, had the certificate not run out. */
        boolean hasExpired(MeldingType meldingType) {
            return utlopt && meldingstyper.contains(meldingType.wireName());
        }
    }

    private Chosen chosen(ResultSet r) throws SQLException {
        byte[] certificate = r.getBytes("sertifikat");
        Instant now = r.getObject("naa", OffsetDateTime.class).toInstant();
        boolean open = r.getBoolean("aktiv") && certificate != null;
        boolean usable = open && certificateRequirement.usable(certificate, now);
        return new Chosen(
                r.getObject("id", UUID.class),
                usable,
                open && !usable && Certificates.expired(certificate, now),
                List.of((String[]) r.getArray("meldingstyper").getArray()));
    }
}
