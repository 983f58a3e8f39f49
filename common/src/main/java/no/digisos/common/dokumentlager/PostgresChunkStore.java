package no.digisos.common.dokumentlager;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Sql;
import no.digisos.common.database.Transactions;

/**
 * Pieces as rows, each written by a statement of its own: no transaction is open while a body is read, one backup holds
 * everything, and memory stays flat whatever the document's size.
 */
@ApplicationScoped
public class PostgresChunkStore implements ChunkStore {
    static final Sql WRITE =
            Sql.of("INSERT INTO dokument_bit (dokument_id, nr, data) VALUES (:dokumentId, :nr, :data)");
    static final Sql READ = Sql.of("""
            SELECT octet_length(data) AS lengde, substring(data FROM :fra FOR :antall) AS del
              FROM dokument_bit WHERE dokument_id = :dokumentId AND nr = :nr
            """);

    private final Transactions transactions;

    public PostgresChunkStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void write(UUID dokumentId, int nr, byte[] data) {
        Sql.Call call = WRITE.with("dokumentId", dokumentId).with("nr", nr).with("data", data);
        transactions.autoCommit(call::run);
    }

    @Override
    public Optional<Part> read(UUID dokumentId, int nr, int from, int count) {
        Sql.Call call = READ.with("dokumentId", dokumentId)
                .with("nr", nr)
                .with("fra", from + 1)
                .with("antall", count);
        return transactions.autoCommit(c -> call.one(c, row -> new Part(row.getInt("lengde"), row.getBytes("del"))));
    }
}
