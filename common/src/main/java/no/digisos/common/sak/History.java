package no.digisos.common.sak;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import no.digisos.common.database.Sql;
import org.jspecify.annotations.Nullable;

/** What happened to a case, in the published words where they exist (contract.md 8). Append-only, no personal data. */
public final class History {
    static final Sql APPEND = Sql.of("""
            INSERT INTO historikk (digisos_id, innsending_id, leveranse_id, hendelse)
            VALUES (:digisosId, :innsendingId, :leveranseId, :hendelse)
            """);

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
        APPEND.with("digisosId", digisosId)
                .with("innsendingId", innsendingId)
                .with("leveranseId", leveranseId)
                .with("hendelse", hendelse)
                .run(c);
    }
}
