package no.digisos.common.person;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.crypto.Sealer;
import no.digisos.common.database.Columns;
import no.digisos.common.database.Sql;
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.Fnr;

/**
 * Finds people by number. Everybody who looks a number up or compares two asks here, since a person may have several: what was
 * stored under an old one is the person's as much as what was stored under the new (pitfalls.md P24).
 */
@ApplicationScoped
public class PersonIndex {
    /** The kind under which fødselsnummer are blind-indexed. */
    public static final String FNR = "fnr";

    static final Sql LINKS = Sql.of("""
            SELECT id, gammel_fnr_forseglet, ny_fnr_forseglet FROM personkobling
             WHERE opphevet IS NULL AND (gammel_indeks = ANY (:indekser) OR ny_indeks = ANY (:indekser))
            """);

    private final Transactions transactions;
    private final Sealer sealer;
    private final BlindIndex blindIndex;

    public PersonIndex(Transactions transactions, Sealer sealer, BlindIndex blindIndex) {
        this.transactions = transactions;
        this.sealer = sealer;
        this.blindIndex = blindIndex;
    }

    /** The number's place in the index as new rows have it. */
    public BlindIndex.Value index(Fnr number) {
        return blindIndex.active(FNR, number.verdi());
    }

    /** The person who has or had this number. */
    public Person find(Fnr number) {
        return transactions.autoCommit(c -> find(c, number));
    }

    /** The same, as the caller's transaction sees it. One query, and more only for whoever has changed numbers. */
    public Person find(Connection c, Fnr number) throws SQLException {
        Set<Fnr> numbers = new LinkedHashSet<>(Set.of(number));
        Map<Fnr, Fnr> successors = new HashMap<>();
        List<BlindIndex.Value> indexes = new ArrayList<>();
        List<BlindIndex.Value> freshOnes = all(number);
        while (!freshOnes.isEmpty()) {
            indexes.addAll(freshOnes);
            List<BlindIndex.Value> next = new ArrayList<>();
            for (Link link : links(c, freshOnes)) {
                successors.put(link.gammel(), link.ny());
                for (Fnr found : List.of(link.gammel(), link.ny())) {
                    if (numbers.add(found)) {
                        next.addAll(all(found));
                    }
                }
            }
            freshOnes = next;
        }
        Fnr current = number;
        while (successors.containsKey(current)) {
            current = successors.get(current);
        }
        return new Person(current, numbers, indexes);
    }

    /**
     * The numbers that these people have now, as the caller's connection sees them: one query, and more only for those who have
     * changed numbers.
     */
    public Map<Fnr, Fnr> current(Connection c, Collection<Fnr> numbers) throws SQLException {
        Set<Fnr> asked = new HashSet<>(numbers);
        Map<Fnr, Fnr> answer = new HashMap<>();
        asked.forEach(number -> answer.put(number, number));
        List<BlindIndex.Value> indexes =
                asked.stream().flatMap(number -> all(number).stream()).toList();
        for (Link link : links(c, indexes)) {
            if (asked.contains(link.gammel())) {
                answer.put(link.gammel(), find(c, link.gammel()).gjeldende());
            }
        }
        return answer;
    }

    private record Link(Fnr gammel, Fnr ny) {}

    private List<Link> links(Connection c, List<BlindIndex.Value> indexes) throws SQLException {
        byte[][] values = indexes.stream().map(BlindIndex.Value::value).toArray(byte[][]::new);
        return LINKS.with("indekser", values).all(c, row -> {
            UUID id = Columns.uuid(row, "id");
            return new Link(
                    PersonLinkTable.open(sealer, id, PersonLinkTable.OLD, row.getBytes("gammel_fnr_forseglet")),
                    PersonLinkTable.open(sealer, id, PersonLinkTable.NEW, row.getBytes("ny_fnr_forseglet")));
        });
    }

    private List<BlindIndex.Value> all(Fnr number) {
        return blindIndex.all(FNR, number.verdi());
    }
}
