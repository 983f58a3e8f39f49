package no.digisos.common.leveranse;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import no.digisos.common.database.Sql;
import no.digisos.common.database.Transactions;

/** Where a case's søknad went, which every later shipment of the case tells its receiver (messages.md 6). */
@ApplicationScoped
public class SoknadLeveranse {
    static final Sql FIND = Sql.of("""
            SELECT DISTINCT ON (l.digisos_id) l.digisos_id, l.id, l.forsendelses_id
              FROM leveranse l JOIN innsending i ON i.id = l.innsending_id
             WHERE l.digisos_id = ANY (:digisosIds) AND i.type = 'SOKNAD'
             ORDER BY l.digisos_id, l.lopenummer DESC""");

    private final Transactions transactions;

    public SoknadLeveranse(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * A channel and the id of the shipment there.
     *
     * @param sendtKanal FIKS_IO or SVARUT
     */
    @RegisterForReflection
    public record Id(String sendtKanal, UUID id) {}

    /** For a søknad itself, empty; for a case that a kommune opened, FIKS_IO and the digisosId. */
    public Optional<Id> forLeveranse(Leveranse leveranse) {
        return Optional.ofNullable(forLeveranser(List.of(leveranse)).get(leveranse.id()));
    }

    /** The same for many by one question: by the leveranse's id, and none for søknader. */
    public Map<UUID, Id> forLeveranser(Collection<Leveranse> leveranser) {
        List<Leveranse> successors = leveranser.stream()
                .filter(leveranse -> leveranse.meldingType() != MeldingType.SOKNAD)
                .toList();
        if (successors.isEmpty()) {
            return Map.of();
        }
        Set<UUID> saker = successors.stream().map(Leveranse::digisosId).collect(Collectors.toSet());
        Map<UUID, Id> perSak = transactions.autoCommit(c -> find(c, saker));
        return successors.stream()
                .collect(Collectors.toMap(
                        Leveranse::id,
                        leveranse -> perSak.getOrDefault(
                                leveranse.digisosId(), new Id(PublishedStatus.FIKS_IO, leveranse.digisosId()))));
    }

    private static Map<UUID, Id> find(Connection c, Set<UUID> saker) throws SQLException {
        return FIND
                .with("digisosIds", saker.toArray(UUID[]::new))
                .all(c, row -> Map.entry(row.getObject(1, UUID.class), id(row)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** SvarUt's id stands as long as SvarUt has it, also after an operator closed it. */
    private static Id id(ResultSet row) throws SQLException {
        UUID forsendelsesId = row.getObject(3, UUID.class);
        return forsendelsesId == null
                ? new Id(PublishedStatus.FIKS_IO, row.getObject(2, UUID.class))
                : new Id(PublishedStatus.SVARUT, forsendelsesId);
    }
}
