package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
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

    /** The konto; empty when the shipment must go by SvarUt. */
    public Optional<UUID> velg(
            Connection c, String kommunenummer, @Nullable String enhetsnummer, Meldingstype meldingType)
            throws SQLException {
        return Setning.en(c, LeveranseSql.VELG_KONTO, r -> brukbar(r, meldingType), enhetsnummer, kommunenummer)
                .flatMap(konto -> konto);
    }

    private Optional<UUID> brukbar(ResultSet r, Meldingstype meldingType) throws SQLException {
        byte[] sertifikat = r.getBytes("sertifikat");
        boolean brukbar = r.getBoolean("aktiv")
                && lister(r.getArray("meldingstyper"), meldingType)
                && sertifikat != null
                && sertifikatkrav.brukbart(
                        sertifikat, r.getObject("naa", OffsetDateTime.class).toInstant());
        return brukbar ? Optional.of(r.getObject("id", UUID.class)) : Optional.empty();
    }

    private static boolean lister(Array meldingstyper, Meldingstype meldingType) throws SQLException {
        return Arrays.asList((Object[]) meldingstyper.getArray()).contains(meldingType.navn());
    }
}
