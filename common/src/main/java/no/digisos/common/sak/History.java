package no.digisos.common.sak;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to a case, in the published words where they exist (contract.md 8). Append-only, no personal data. */
public final class History {
    private static final String APPEND =
            "INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse) VALUES (?, ?, ?, ?)";

    private History() {}

    /** The events of a case outside its deliveries. */
    public enum SakHendelse {
        AKSEPTERT_FIKS,
        OPPRETTET_SAK_KOMMUNE,
        OPPDATERT_SAK_KOMMUNE,
        SLETTET_OPPDATERING_KOMMUNE,
        LASTET_OPP_FILER_KOMMUNE,
        SLETTET_FILER_KOMMUNE,
        SLETTET_SAK
    }

    /** Appends one event, in the caller's transaction. */
    public static void write(
            Connection c, UUID digisosId, @Nullable UUID innsendingId, @Nullable UUID leveranseId, SakHendelse hendelse)
            throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(APPEND)) {
            statement.setObject(1, digisosId);
            statement.setObject(2, innsendingId);
            statement.setObject(3, leveranseId);
            statement.setString(4, hendelse.name());
            statement.executeUpdate();
        }
    }
}
