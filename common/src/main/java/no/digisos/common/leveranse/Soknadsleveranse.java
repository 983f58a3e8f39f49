package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Transactions;

/** Where a case's søknad went, which every later shipment of the case tells its receiver (messages.md 6). */
@ApplicationScoped
public class Soknadsleveranse {
    private static final String FIND = """
            SELECT l.tilstand, l.id, l.forsendelses_id
              FROM leveranse l JOIN innsending i ON i.id = l.innsending_id
             WHERE l.digisos_id = ? AND i.type = 'SOKNAD'
             ORDER BY l.lopenummer DESC
             LIMIT 1
            """;

    private final Transactions transactions;

    public Soknadsleveranse(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * A channel and the id of the shipment there.
     *
     * @param sendtKanal FIKS_IO or SVARUT
     */
    public record Id(String sendtKanal, UUID id) {}

    /** For a søknad itself, empty; for a case that a kommune opened, FIKS_IO and the digisosId. */
    public Optional<Id> forLeveranse(Leveranse leveranse) {
        if (leveranse.meldingType() == Meldingstype.SOKNAD) {
            return Optional.empty();
        }
        return Optional.of(transactions.autoCommit(c -> finn(c, leveranse.digisosId())));
    }

    private static Id finn(Connection c, UUID digisosId) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(FIND)) {
            statement.setObject(1, digisosId);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return new Id("FIKS_IO", digisosId);
                }
                UUID forsendelsesId = row.getObject(3, UUID.class);
                return Tilstand.valueOf(row.getString(1)) == Tilstand.SVARUT_SENDT && forsendelsesId != null
                        ? new Id("SVARUT", forsendelsesId)
                        : new Id("FIKS_IO", row.getObject(2, UUID.class));
            }
        }
    }
}
