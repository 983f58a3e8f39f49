package no.digisos.common.dokumentlager;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Transactions;

/**
 * Pieces as rows, each written by a statement of its own: no transaction is open while a body is read, one backup holds
 * everything, and memory stays flat whatever the document's size.
 */
@ApplicationScoped
public class PostgresChunkStore implements ChunkStore {
    private static final String WRITE = "INSERT INTO dokument_bit (dokument_id, nr, data) VALUES (?, ?, ?)";
    private static final String READ =
            "SELECT octet_length(data), substring(data FROM ? FOR ?) FROM dokument_bit WHERE dokument_id = ? AND nr = ?";

    private final Transactions transactions;

    public PostgresChunkStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void write(UUID dokumentId, int nr, byte[] data) {
        transactions.autoCommit(c -> {
            try (PreparedStatement statement = c.prepareStatement(WRITE)) {
                statement.setObject(1, dokumentId);
                statement.setInt(2, nr);
                statement.setBytes(3, data);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public Optional<Part> read(UUID dokumentId, int nr, int from, int count) {
        return transactions.autoCommit(c -> {
            try (PreparedStatement statement = c.prepareStatement(READ)) {
                statement.setInt(1, from + 1);
                statement.setInt(2, count);
                statement.setObject(3, dokumentId);
                statement.setInt(4, nr);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(new Part(row.getInt(1), row.getBytes(2))) : Optional.empty();
                }
            }
        });
    }
}
