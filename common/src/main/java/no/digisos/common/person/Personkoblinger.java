package no.digisos.common.person;

import static no.digisos.common.krypto.Sealer.sealContext;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.identity.Fnr;
import no.digisos.common.krypto.BlindIndex;
import no.digisos.common.krypto.Sealer;

/**
 * Joins a person's old number with the new one, and parts them again. Nothing else is changed by either: a case stays under the
 * number with which it came, so that parting restores exactly what was.
 */
@ApplicationScoped
public class Personkoblinger {
    static final String GAMMEL = "gammel_fnr";
    static final String NY = "ny_fnr";

    /** One joining or parting at a time: two that are right one by one may make a ring together. Nobody who reads waits. */
    private static final String LAS = "LOCK TABLE personkobling IN SHARE ROW EXCLUSIVE MODE";

    private static final String KOBLE = """
            INSERT INTO personkobling (id, gammel_fnr_forseglet, gammel_indeks_nokkel, gammel_indeks,
                                       ny_fnr_forseglet, ny_indeks_nokkel, ny_indeks)
            VALUES (?, ?, ?, ?, ?, ?, ?)""";

    /** The numbers themselves are needed no more. */
    private static final String OPPHEV = """
            UPDATE personkobling
               SET opphevet = digisos_now(), gammel_fnr_forseglet = NULL, ny_fnr_forseglet = NULL
             WHERE id = ? AND opphevet IS NULL
            RETURNING gammel_indeks, ny_indeks""";

    private static final String FOR_PERSON = """
            SELECT id, koblet, opphevet FROM personkobling
             WHERE gammel_indeks = ANY (?) OR ny_indeks = ANY (?) ORDER BY koblet, id""";

    private final Personer personer;
    private final Sealer sealer;

    public Personkoblinger(Personer personer, Sealer sealer) {
        this.personer = personer;
        this.sealer = sealer;
    }

    /** What came of an attempt to join. */
    public sealed interface Utfall {
        /** Joined; the id undoes it. */
        record Koblet(UUID id) implements Utfall {}

        /** The two are one number. */
        record SammeNummer() implements Utfall {}

        /** The two are one person's already, whichever is the newer: a second joining would make a ring. */
        record SammePerson() implements Utfall {}

        /** The old number has been replaced already, by another. */
        record HarEtterfolger() implements Utfall {}
    }

    /**
     * One joining.
     *
     * @param opphevet when it was undone; empty while it holds
     */
    public record Kobling(UUID id, Instant koblet, Optional<Instant> opphevet) {}

    /** The two numbers of a joining that was undone, as the index has them. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Opphevet(byte[] gammel, byte[] ny) {}

    /** Makes {@code ny} the number that the person of {@code gammel} has from now on, in the caller's transaction. */
    public Utfall koble(Connection c, Fnr gammel, Fnr ny) throws SQLException {
        las(c);
        if (gammel.equals(ny)) {
            return new Utfall.SammeNummer();
        }
        Person person = personer.finn(c, gammel);
        if (person.numre().contains(ny)) {
            return new Utfall.SammePerson();
        }
        if (!person.gjeldende().equals(gammel)) {
            return new Utfall.HarEtterfolger();
        }
        UUID id = UUID.randomUUID();
        BlindIndex.Value gammelIndeks = personer.indeks(gammel);
        BlindIndex.Value nyIndeks = personer.indeks(ny);
        try (PreparedStatement statement = c.prepareStatement(KOBLE)) {
            statement.setObject(1, id);
            statement.setBytes(2, forsegl(id, GAMMEL, gammel));
            statement.setString(3, gammelIndeks.version());
            statement.setBytes(4, gammelIndeks.value());
            statement.setBytes(5, forsegl(id, NY, ny));
            statement.setString(6, nyIndeks.version());
            statement.setBytes(7, nyIndeks.value());
            statement.executeUpdate();
        }
        return new Utfall.Koblet(id);
    }

    /** Parts two numbers, in the caller's transaction; empty when there is no such joining, or it is undone already. */
    public Optional<Opphevet> opphev(Connection c, UUID id) throws SQLException {
        las(c);
        try (PreparedStatement statement = c.prepareStatement(OPPHEV)) {
            statement.setObject(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new Opphevet(row.getBytes(1), row.getBytes(2))) : Optional.empty();
            }
        }
    }

    /** Every joining of one of the person's numbers, those that were undone too, in the order of making. */
    public List<Kobling> forPerson(Connection c, Person person) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(FOR_PERSON)) {
            for (int i = 1; i <= 2; i++) {
                statement.setArray(i, c.createArrayOf("bytea", person.verdier().toArray(byte[][]::new)));
            }
            List<Kobling> funnet = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    OffsetDateTime opphevet = row.getObject(3, OffsetDateTime.class);
                    funnet.add(new Kobling(
                            row.getObject(1, UUID.class),
                            row.getObject(2, OffsetDateTime.class).toInstant(),
                            Optional.ofNullable(opphevet).map(OffsetDateTime::toInstant)));
                }
            }
            return funnet;
        }
    }

    static Fnr apne(Sealer sealer, UUID id, String felt, byte[] forseglet) {
        return new Fnr(new String(sealer.open(forseglet, context(id, felt)), StandardCharsets.UTF_8));
    }

    private byte[] forsegl(UUID id, String felt, Fnr nummer) {
        return sealer.seal(nummer.verdi().getBytes(StandardCharsets.UTF_8), context(id, felt));
    }

    private static String context(UUID id, String felt) {
        return sealContext("personkobling", felt, id.toString());
    }

    private static void las(Connection c) throws SQLException {
        try (Statement statement = c.createStatement()) {
            statement.execute(LAS);
        }
    }
}
