package no.digisos.common.person;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.Fnr;
import no.digisos.common.krypto.BlindIndex;
import no.digisos.common.krypto.Sealer;

/**
 * Finds people by number. Everybody who looks a number up or compares two asks here, since a person may have several: what was
 * stored under an old one is the person's as much as what was stored under the new (pitfalls.md P24).
 */
@ApplicationScoped
public class Personer {
    /** The kind under which fødselsnummer are blind-indexed. */
    public static final String FNR = "fnr";

    /** Places in the index, twice. */
    private static final String KOBLINGER = """
            SELECT id, gammel_fnr_forseglet, ny_fnr_forseglet FROM personkobling
             WHERE opphevet IS NULL AND (gammel_indeks = ANY (?) OR ny_indeks = ANY (?))""";

    private final Transactions transactions;
    private final Sealer sealer;
    private final BlindIndex blindIndex;

    public Personer(Transactions transactions, Sealer sealer, BlindIndex blindIndex) {
        this.transactions = transactions;
        this.sealer = sealer;
        this.blindIndex = blindIndex;
    }

    /** The number's place in the index as new rows have it. */
    public BlindIndex.Value indeks(Fnr nummer) {
        return blindIndex.active(FNR, nummer.verdi());
    }

    /** The person who has or had this number. */
    public Person finn(Fnr nummer) {
        return transactions.autoCommit(c -> finn(c, nummer));
    }

    /** The same, as the caller's transaction sees it. One query, and more only for whoever has changed numbers. */
    public Person finn(Connection c, Fnr nummer) throws SQLException {
        Set<Fnr> numre = new LinkedHashSet<>(Set.of(nummer));
        Map<Fnr, Fnr> etterfolgere = new HashMap<>();
        List<BlindIndex.Value> indekser = new ArrayList<>();
        List<BlindIndex.Value> nye = alle(nummer);
        while (!nye.isEmpty()) {
            indekser.addAll(nye);
            List<BlindIndex.Value> neste = new ArrayList<>();
            for (Kobling kobling : koblinger(c, nye)) {
                etterfolgere.put(kobling.gammel(), kobling.ny());
                for (Fnr funnet : List.of(kobling.gammel(), kobling.ny())) {
                    if (numre.add(funnet)) {
                        neste.addAll(alle(funnet));
                    }
                }
            }
            nye = neste;
        }
        Fnr gjeldende = nummer;
        while (etterfolgere.containsKey(gjeldende)) {
            gjeldende = etterfolgere.get(gjeldende);
        }
        return new Person(gjeldende, numre, indekser);
    }

    /** The numbers that these people have now: one query, and more only for those who have changed numbers. */
    public Map<Fnr, Fnr> gjeldende(Collection<Fnr> numre) {
        Set<Fnr> spurt = new HashSet<>(numre);
        return transactions.autoCommit(c -> {
            Map<Fnr, Fnr> svar = new HashMap<>();
            spurt.forEach(nummer -> svar.put(nummer, nummer));
            List<BlindIndex.Value> indekser =
                    spurt.stream().flatMap(nummer -> alle(nummer).stream()).toList();
            for (Kobling kobling : koblinger(c, indekser)) {
                if (spurt.contains(kobling.gammel())) {
                    svar.put(kobling.gammel(), finn(c, kobling.gammel()).gjeldende());
                }
            }
            return svar;
        });
    }

    private record Kobling(Fnr gammel, Fnr ny) {}

    private List<Kobling> koblinger(Connection c, List<BlindIndex.Value> indekser) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(KOBLINGER)) {
            // The driver takes an array of arrays of octets, and no array of objects that are.
            byte[][] verdier = indekser.stream().map(BlindIndex.Value::value).toArray(byte[][]::new);
            statement.setArray(1, c.createArrayOf("bytea", verdier));
            statement.setArray(2, c.createArrayOf("bytea", verdier));
            List<Kobling> funnet = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    UUID id = row.getObject(1, UUID.class);
                    funnet.add(new Kobling(
                            Personkoblinger.apne(sealer, id, Personkoblinger.GAMMEL, row.getBytes(2)),
                            Personkoblinger.apne(sealer, id, Personkoblinger.NY, row.getBytes(3))));
                }
            }
            return funnet;
        }
    }

    private List<BlindIndex.Value> alle(Fnr nummer) {
        return blindIndex.all(FNR, nummer.verdi());
    }
}
