package no.digisos.common.person;

import static no.digisos.common.crypto.Sealer.sealContext;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.crypto.Sealer;
import no.digisos.common.database.Columns;
import no.digisos.common.database.Sql;
import no.digisos.common.identity.Fnr;

/**
 * Joins a person's old number with the new one, and parts them again. Nothing else is changed by either: a case stays under the
 * number with which it came, so that parting restores exactly what was.
 */
@ApplicationScoped
public class PersonLinkTable {
    static final String OLD = "gammel_fnr";
    static final String NEW = "ny_fnr";

    /** One joining or parting at a time: two that are right one by one may make a ring together. Nobody who reads waits. */
    static final Sql LOCK = Sql.of("LOCK TABLE personkobling IN SHARE ROW EXCLUSIVE MODE");

    static final Sql LINK = Sql.of("""
            INSERT INTO personkobling (id, gammel_fnr_forseglet, gammel_indeks_nokkel, gammel_indeks,
                                       ny_fnr_forseglet, ny_indeks_nokkel, ny_indeks)
            VALUES (:id, :gammelForseglet, :gammelNokkel, :gammelIndeks, :nyForseglet, :nyNokkel, :nyIndeks)
            """);

    /** The numbers themselves are needed no more. */
    static final Sql END = Sql.of("""
            UPDATE personkobling
               SET opphevet = digisos_now(), gammel_fnr_forseglet = NULL, ny_fnr_forseglet = NULL
             WHERE id = :id AND opphevet IS NULL
            RETURNING gammel_indeks, ny_indeks
            """);

    static final Sql FOR_PERSON = Sql.of("""
            SELECT id, koblet, opphevet FROM personkobling
             WHERE gammel_indeks = ANY (:indekser) OR ny_indeks = ANY (:indekser) ORDER BY koblet, id
            """);

    private final PersonIndex persons;
    private final Sealer sealer;

    public PersonLinkTable(PersonIndex persons, Sealer sealer) {
        this.persons = persons;
        this.sealer = sealer;
    }

    /** What came of an attempt to join. */
    public sealed interface Outcome {
        /** Joined; the id undoes it. */
        record Linked(UUID id) implements Outcome {}

        /** The two are one number. */
        record SameNumber() implements Outcome {}

        /** The two are one person's already, whichever is the newer: a second joining would make a ring. */
        record SamePerson() implements Outcome {}

        /** The old number has been replaced already, by another. */
        record HasSuccessor() implements Outcome {}
    }

    /**
     * One joining.
     *
     * @param opphevet when it was undone; empty while it holds
     */
    public record Link(UUID id, Instant koblet, Optional<Instant> opphevet) {}

    /** The two numbers of a joining that was undone, as the index has them. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Ended(byte[] gammel, byte[] ny) {}

    /** Makes {@code ny} the number that the person of {@code gammel} has from now on, in the caller's transaction. */
    public Outcome link(Connection c, Fnr old, Fnr fresh) throws SQLException {
        lock(c);
        if (old.equals(fresh)) {
            return new Outcome.SameNumber();
        }
        Person person = persons.find(c, old);
        if (person.numre().contains(fresh)) {
            return new Outcome.SamePerson();
        }
        if (!person.gjeldende().equals(old)) {
            return new Outcome.HasSuccessor();
        }
        UUID id = UUID.randomUUID();
        BlindIndex.Value oldIndex = persons.index(old);
        BlindIndex.Value newIndex = persons.index(fresh);
        LINK.with("id", id)
                .with("gammelForseglet", seal(id, OLD, old))
                .with("gammelNokkel", oldIndex.version())
                .with("gammelIndeks", oldIndex.value())
                .with("nyForseglet", seal(id, NEW, fresh))
                .with("nyNokkel", newIndex.version())
                .with("nyIndeks", newIndex.value())
                .run(c);
        return new Outcome.Linked(id);
    }

    /** Parts two numbers, in the caller's transaction; empty when there is no such joining, or it is undone already. */
    public Optional<Ended> end(Connection c, UUID id) throws SQLException {
        lock(c);
        return END.with("id", id).one(c, row -> new Ended(row.getBytes("gammel_indeks"), row.getBytes("ny_indeks")));
    }

    /** Every joining of one of the person's numbers, those that were undone too, in the order of making. */
    public List<Link> forPerson(Connection c, Person person) throws SQLException {
        return FOR_PERSON
                .with("indekser", person.values().toArray(byte[][]::new))
                .all(
                        c,
                        row -> new Link(
                                Columns.uuid(row, "id"),
                                Columns.instant(row, "koblet"),
                                Optional.ofNullable(Columns.instantOrNull(row, "opphevet"))));
    }

    static Fnr open(Sealer sealer, UUID id, String field, byte[] sealed) {
        return new Fnr(new String(sealer.open(sealed, context(id, field)), StandardCharsets.UTF_8));
    }

    private byte[] seal(UUID id, String field, Fnr number) {
        return sealer.seal(number.verdi().getBytes(StandardCharsets.UTF_8), context(id, field));
    }

    private static String context(UUID id, String field) {
        return sealContext("personkobling", field, id.toString());
    }

    private static void lock(Connection c) throws SQLException {
        LOCK.call().run(c);
    }
}
