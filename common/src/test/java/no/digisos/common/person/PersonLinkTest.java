package no.digisos.common.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.crypto.KeyRing;
import no.digisos.common.crypto.SealBrokenException;
import no.digisos.common.crypto.Sealer;
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.Fnr;
import no.digisos.common.person.PersonLinkTable.Outcome;
import no.digisos.testkit.database.TestDatabase;
import no.digisos.testkit.samples.TestPerson;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PersonLinkTest {
    private static final byte[] KEY_A = key(1);
    private static final byte[] KEY_B = key(2);

    private static TestDatabase database;
    private static Transactions transactions;

    private final Sealer sealer = new Sealer(new KeyRing("a", Map.of("a", KEY_A)));
    private final PersonIndex persons = persons(new KeyRing("a", Map.of("a", KEY_A)));
    private final PersonLinkTable links = new PersonLinkTable(persons, sealer);

    private final Fnr dNumber = new Fnr(TestPerson.withDNumber());
    private final Fnr first = new Fnr(TestPerson.fresh());
    private final Fnr other = new Fnr(TestPerson.fresh());
    private final Fnr thirdPerson = new Fnr(TestPerson.fresh());

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        transactions = new Transactions(database.functions());
    }

    @Test
    void a_person_is_found_by_every_number_and_called_by_the_newest() {
        link(dNumber, first);
        link(first, other);
        for (Fnr number : List.of(dNumber, first, other)) {
            Person person = persons.find(number);
            assertThat(person.numre()).containsExactlyInAnyOrder(dNumber, first, other);
            assertThat(person.gjeldende()).isEqualTo(other);
            assertThat(person.indekser().getFirst()).isEqualTo(persons.index(number));
            for (Fnr another : List.of(dNumber, first, other)) {
                assertThat(person.has(persons.index(another).value())).isTrue();
                assertThat(person.has(another.verdi())).isTrue();
            }
            assertThat(person.has(persons.index(thirdPerson).value())).isFalse();
            assertThat(person.has(thirdPerson.verdi())).isFalse();
        }
        assertThat(persons.find(thirdPerson).numre()).containsExactly(thirdPerson);
        Map<Fnr, Fnr> current = transactions.autoCommit(c -> persons.current(c, List.of(dNumber, other, thirdPerson)));
        assertThat(current).isEqualTo(Map.of(dNumber, other, other, other, thirdPerson, thirdPerson));
    }

    @Test
    void it_does_not_matter_in_which_order_the_changes_are_told() {
        link(first, other);
        link(dNumber, first);
        assertThat(persons.find(dNumber).gjeldende()).isEqualTo(other);
        assertThat(persons.find(other).numre()).containsExactlyInAnyOrder(dNumber, first, other);
    }

    @Test
    void a_person_may_have_had_two_numbers_at_once() {
        link(dNumber, other);
        link(first, other);
        assertThat(persons.find(dNumber).numre()).containsExactlyInAnyOrder(dNumber, first, other);
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThat(attempt(first, first)).isInstanceOf(Outcome.SameNumber.class);
        link(dNumber, first);
        assertThat(attempt(dNumber, first)).isInstanceOf(Outcome.SamePerson.class);
        assertThat(attempt(first, dNumber)).as("a ring").isInstanceOf(Outcome.SamePerson.class);
        assertThat(attempt(dNumber, other)).as("a second successor").isInstanceOf(Outcome.HasSuccessor.class);
        link(first, other);
        assertThat(attempt(other, dNumber)).as("a longer ring").isInstanceOf(Outcome.SamePerson.class);
    }

    @Test
    void parting_restores_what_was_and_the_rest_of_the_chain_stays() {
        UUID initial = link(dNumber, first);
        link(first, other);
        assertThat(separate(initial)).isTrue();
        assertThat(persons.find(dNumber).numre()).containsExactly(dNumber);
        assertThat(persons.find(dNumber).gjeldende()).isEqualTo(dNumber);
        assertThat(persons.find(other).numre()).containsExactlyInAnyOrder(first, other);
        assertThat(separate(initial)).as("once").isFalse();
        assertThat(separate(UUID.randomUUID())).isFalse();

        link(dNumber, other);
        assertThat(persons.find(dNumber).gjeldende()).isEqualTo(other);
        List<PersonLinkTable.Link> all = transactions.autoCommit(c -> links.forPerson(c, persons.find(c, dNumber)));
        assertThat(all).extracting(link -> link.opphevet().isPresent()).containsExactly(true, false, false);
    }

    @Test
    void a_joining_is_found_after_the_indexs_key_has_been_changed() {
        link(dNumber, first);
        PersonIndex afterReplacement = persons(new KeyRing("b", Map.of("a", KEY_A, "b", KEY_B)));
        assertThat(afterReplacement.find(dNumber).gjeldende()).isEqualTo(first);
        PersonLinkTable freshOnes = new PersonLinkTable(afterReplacement, sealer);
        Outcome outcome = transactions.inTransaction(c -> freshOnes.link(c, first, other));
        assertThat(outcome).isInstanceOf(Outcome.Linked.class);
        Person person = afterReplacement.find(other);
        assertThat(person.numre()).containsExactlyInAnyOrder(dNumber, first, other);
        assertThat(person.has(persons.index(dNumber).value()))
                .as("a case that came under the old key")
                .isTrue();
    }

    @Test
    void at_rest_no_number_is_readable_nor_movable_and_none_is_kept_of_a_joining_undone() throws SQLException {
        UUID id = link(dNumber, first);
        UUID another = link(other, thirdPerson);
        assertThat(row(id)).doesNotContain(dNumber.verdi(), first.verdi());
        TestDatabase.execute(
                database.owner(),
                "UPDATE personkobling SET gammel_fnr_forseglet = (SELECT gammel_fnr_forseglet FROM personkobling WHERE id = '"
                        + another + "') WHERE id = '" + id + "'");
        assertThatThrownBy(() -> persons.find(first)).isInstanceOf(SealBrokenException.class);

        assertThat(separate(id)).isTrue();
        assertThat(persons.find(first).numre()).containsExactly(first);
        assertThat(value(
                        "SELECT num_nonnulls(gammel_fnr_forseglet, ny_fnr_forseglet) FROM personkobling WHERE id = ?",
                        id))
                .isEqualTo("0");
    }

    @Test
    void two_operators_at_once_make_no_ring() throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Outcome> opposite = transactions.inTransaction(c -> {
                assertThat(links.link(c, first, other)).isInstanceOf(Outcome.Linked.class);
                Future<Outcome> pending = thread.submit(() -> attempt(other, first));
                while (!"1"
                        .equals(
                                value(
                                        "SELECT count(*) FROM pg_locks WHERE relation = 'personkobling'::regclass AND NOT granted"
                                                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))) {
                    Thread.onSpinWait();
                }
                return pending;
            });
            assertThat(opposite.get()).isInstanceOf(Outcome.SamePerson.class);
        }
    }

    private static PersonIndex persons(KeyRing index) {
        return new PersonIndex(transactions, new Sealer(new KeyRing("a", Map.of("a", KEY_A))), new BlindIndex(index));
    }

    private UUID link(Fnr old, Fnr fresh) {
        Outcome outcome = attempt(old, fresh);
        assertThat(outcome).isInstanceOf(Outcome.Linked.class);
        return ((Outcome.Linked) outcome).id();
    }

    private Outcome attempt(Fnr old, Fnr fresh) {
        return transactions.inTransaction(c -> links.link(c, old, fresh));
    }

    private boolean separate(UUID id) {
        return transactions.inTransaction(c -> links.end(c, id)).isPresent();
    }

    /** Every column, as octets and as text. */
    private static String row(UUID id) throws SQLException {
        try (Connection c = database.owner().getConnection();
                PreparedStatement s = c.prepareStatement("SELECT * FROM personkobling WHERE id = ?")) {
            s.setObject(1, id);
            try (ResultSet r = s.executeQuery()) {
                r.next();
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
                    byte[] octets = r.getBytes(i);
                    if (octets != null) {
                        values.add(new String(octets, StandardCharsets.ISO_8859_1));
                    }
                }
                return String.join(" ", values);
            }
        }
    }

    private static String value(String sql, Object... values) {
        try (Connection c = database.superuser().getConnection();
                PreparedStatement s = c.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                s.setObject(i + 1, values[i]);
            }
            try (ResultSet r = s.executeQuery()) {
                r.next();
                return r.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }
}
