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
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.Fnr;
import no.digisos.common.krypto.BlindIndex;
import no.digisos.common.krypto.KeyRing;
import no.digisos.common.krypto.SealBrokenException;
import no.digisos.common.krypto.Sealer;
import no.digisos.common.person.Personkoblinger.Utfall;
import no.digisos.common.testkit.TestDatabase;
import no.digisos.common.testkit.Testperson;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PersonkoblingTest {
    private static final byte[] KEY_A = key(1);
    private static final byte[] KEY_B = key(2);

    private static TestDatabase database;
    private static Transactions transactions;

    private final Sealer sealer = new Sealer(new KeyRing("a", Map.of("a", KEY_A)));
    private final Personer personer = personer(new KeyRing("a", Map.of("a", KEY_A)));
    private final Personkoblinger koblinger = new Personkoblinger(personer, sealer);

    private final Fnr dNummer = new Fnr(Testperson.medDNummer());
    private final Fnr forste = new Fnr(Testperson.ny());
    private final Fnr andre = new Fnr(Testperson.ny());
    private final Fnr tredjeperson = new Fnr(Testperson.ny());

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        transactions = new Transactions(database.functions());
    }

    @Test
    void a_person_is_found_by_every_number_and_called_by_the_newest() {
        koble(dNummer, forste);
        koble(forste, andre);
        for (Fnr nummer : List.of(dNummer, forste, andre)) {
            Person person = personer.finn(nummer);
            assertThat(person.numre()).containsExactlyInAnyOrder(dNummer, forste, andre);
            assertThat(person.gjeldende()).isEqualTo(andre);
            assertThat(person.indekser().getFirst()).isEqualTo(personer.indeks(nummer));
            for (Fnr annet : List.of(dNummer, forste, andre)) {
                assertThat(person.har(personer.indeks(annet).value())).isTrue();
                assertThat(person.har(annet.verdi())).isTrue();
            }
            assertThat(person.har(personer.indeks(tredjeperson).value())).isFalse();
            assertThat(person.har(tredjeperson.verdi())).isFalse();
        }
        assertThat(personer.finn(tredjeperson).numre()).containsExactly(tredjeperson);
        assertThat(personer.gjeldende(List.of(dNummer, andre, tredjeperson)))
                .isEqualTo(Map.of(dNummer, andre, andre, andre, tredjeperson, tredjeperson));
    }

    @Test
    void it_does_not_matter_in_which_order_the_changes_are_told() {
        koble(forste, andre);
        koble(dNummer, forste);
        assertThat(personer.finn(dNummer).gjeldende()).isEqualTo(andre);
        assertThat(personer.finn(andre).numre()).containsExactlyInAnyOrder(dNummer, forste, andre);
    }

    @Test
    void a_person_may_have_had_two_numbers_at_once() {
        koble(dNummer, andre);
        koble(forste, andre);
        assertThat(personer.finn(dNummer).numre()).containsExactlyInAnyOrder(dNummer, forste, andre);
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThat(prov(forste, forste)).isInstanceOf(Utfall.SammeNummer.class);
        koble(dNummer, forste);
        assertThat(prov(dNummer, forste)).isInstanceOf(Utfall.SammePerson.class);
        assertThat(prov(forste, dNummer)).as("a ring").isInstanceOf(Utfall.SammePerson.class);
        assertThat(prov(dNummer, andre)).as("a second successor").isInstanceOf(Utfall.HarEtterfolger.class);
        koble(forste, andre);
        assertThat(prov(andre, dNummer)).as("a longer ring").isInstanceOf(Utfall.SammePerson.class);
    }

    @Test
    void parting_restores_what_was_and_the_rest_of_the_chain_stays() {
        UUID forst = koble(dNummer, forste);
        koble(forste, andre);
        assertThat(skill(forst)).isTrue();
        assertThat(personer.finn(dNummer).numre()).containsExactly(dNummer);
        assertThat(personer.finn(dNummer).gjeldende()).isEqualTo(dNummer);
        assertThat(personer.finn(andre).numre()).containsExactlyInAnyOrder(forste, andre);
        assertThat(skill(forst)).as("once").isFalse();
        assertThat(skill(UUID.randomUUID())).isFalse();

        koble(dNummer, andre);
        assertThat(personer.finn(dNummer).gjeldende()).isEqualTo(andre);
        List<Personkoblinger.Kobling> alle =
                transactions.autoCommit(c -> koblinger.forPerson(c, personer.finn(c, dNummer)));
        assertThat(alle).extracting(kobling -> kobling.opphevet().isPresent()).containsExactly(true, false, false);
    }

    @Test
    void a_joining_is_found_after_the_indexs_key_has_been_changed() {
        koble(dNummer, forste);
        Personer etterBytte = personer(new KeyRing("b", Map.of("a", KEY_A, "b", KEY_B)));
        assertThat(etterBytte.finn(dNummer).gjeldende()).isEqualTo(forste);
        Personkoblinger nye = new Personkoblinger(etterBytte, sealer);
        Utfall utfall = transactions.inTransaction(c -> nye.koble(c, forste, andre));
        assertThat(utfall).isInstanceOf(Utfall.Koblet.class);
        Person person = etterBytte.finn(andre);
        assertThat(person.numre()).containsExactlyInAnyOrder(dNummer, forste, andre);
        assertThat(person.har(personer.indeks(dNummer).value()))
                .as("a case that came under the old key")
                .isTrue();
    }

    @Test
    void at_rest_no_number_is_readable_nor_movable_and_none_is_kept_of_a_joining_undone() throws SQLException {
        UUID id = koble(dNummer, forste);
        UUID annen = koble(andre, tredjeperson);
        assertThat(rad(id)).doesNotContain(dNummer.verdi(), forste.verdi());
        TestDatabase.execute(
                database.owner(),
                "UPDATE personkobling SET gammel_fnr_forseglet = (SELECT gammel_fnr_forseglet FROM personkobling WHERE id = '"
                        + annen + "') WHERE id = '" + id + "'");
        assertThatThrownBy(() -> personer.finn(forste)).isInstanceOf(SealBrokenException.class);

        assertThat(skill(id)).isTrue();
        assertThat(personer.finn(forste).numre()).containsExactly(forste);
        assertThat(verdi(
                        "SELECT num_nonnulls(gammel_fnr_forseglet, ny_fnr_forseglet) FROM personkobling WHERE id = ?",
                        id))
                .isEqualTo("0");
    }

    @Test
    void two_operators_at_once_make_no_ring() throws Exception {
        try (ExecutorService trad = Executors.newSingleThreadExecutor()) {
            Future<Utfall> motsatt = transactions.inTransaction(c -> {
                assertThat(koblinger.koble(c, forste, andre)).isInstanceOf(Utfall.Koblet.class);
                Future<Utfall> venter = trad.submit(() -> prov(andre, forste));
                while (!"1"
                        .equals(
                                verdi(
                                        "SELECT count(*) FROM pg_locks WHERE relation = 'personkobling'::regclass AND NOT granted"
                                                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))) {
                    Thread.onSpinWait();
                }
                return venter;
            });
            assertThat(motsatt.get()).isInstanceOf(Utfall.SammePerson.class);
        }
    }

    private static Personer personer(KeyRing indeks) {
        return new Personer(transactions, new Sealer(new KeyRing("a", Map.of("a", KEY_A))), new BlindIndex(indeks));
    }

    private UUID koble(Fnr gammel, Fnr ny) {
        Utfall utfall = prov(gammel, ny);
        assertThat(utfall).isInstanceOf(Utfall.Koblet.class);
        return ((Utfall.Koblet) utfall).id();
    }

    private Utfall prov(Fnr gammel, Fnr ny) {
        return transactions.inTransaction(c -> koblinger.koble(c, gammel, ny));
    }

    private boolean skill(UUID id) {
        return transactions.inTransaction(c -> koblinger.opphev(c, id)).isPresent();
    }

    /** Every column, as octets and as text. */
    private static String rad(UUID id) throws SQLException {
        try (Connection c = database.owner().getConnection();
                PreparedStatement s = c.prepareStatement("SELECT * FROM personkobling WHERE id = ?")) {
            s.setObject(1, id);
            try (ResultSet r = s.executeQuery()) {
                r.next();
                List<String> verdier = new ArrayList<>();
                for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
                    byte[] octets = r.getBytes(i);
                    if (octets != null) {
                        verdier.add(new String(octets, StandardCharsets.ISO_8859_1));
                    }
                }
                return String.join(" ", verdier);
            }
        }
    }

    private static String verdi(String sql, Object... verdier) {
        try (Connection c = database.superuser().getConnection();
                PreparedStatement s = c.prepareStatement(sql)) {
            for (int i = 0; i < verdier.length; i++) {
                s.setObject(i + 1, verdier[i]);
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
