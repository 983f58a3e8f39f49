package no.digisos.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.testkit.database.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A grant is as wide as its row says: in the code that asks, in the code that gives, and in the table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrivilegiumTest {
    private static final UUID ONE = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final UUID ANOTHER = UUID.fromString("22222222-2222-4222-8222-222222222222");

    private final TestDatabase database = TestDatabase.create();

    @ParameterizedTest
    @EnumSource(names = {"INNSENDING", "MELLOMLAGRING", "NAV_INNSYN", "KOMMUNEINFO", "DRIFT"})
    void what_belongs_to_the_whole_installation_is_nothing_on_one_kommune(Privilegium privilegium) {
        assertThat(caller(privilegium, null).has(privilegium)).isTrue();
        assertThat(caller(privilegium, ONE).has(privilegium)).isFalse();
        assertThatThrownBy(() -> give(privilegium, ONE, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> row(privilegium, ONE))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("tilgang_begrensning_check");
    }

    @Test
    void a_grant_on_one_kommune_is_none_on_another_nor_on_all() {
        Caller limited = caller(Privilegium.AUDIT, ONE);
        assertThat(limited.has(Privilegium.AUDIT, ONE)).isTrue();
        assertThat(limited.has(Privilegium.AUDIT, ANOTHER)).isFalse();
        assertThat(limited.hasForAll(Privilegium.AUDIT)).isFalse();
        assertThat(caller(Privilegium.AUDIT, null).has(Privilegium.AUDIT, ANOTHER))
                .isTrue();
        assertThat(caller(Privilegium.AUDIT, null).hasForAll(Privilegium.AUDIT)).isTrue();
    }

    @Test
    void a_fagsystem_is_of_one_kommune_and_an_administrator_is_a_person() {
        Caller without = caller(Privilegium.FAGSYSTEM, null);
        assertThat(without.has(Privilegium.FAGSYSTEM, ONE)).isFalse();
        assertThat(without.hasForAll(Privilegium.FAGSYSTEM)).isFalse();
        assertThat(without.isFagsystemFor(ONE)).isFalse();
        assertThatThrownBy(() -> give(Privilegium.FAGSYSTEM, null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> give(Privilegium.ADMIN, ONE, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> give(Privilegium.AUDIT, ONE, ANOTHER)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Caller caller(Privilegium privilegium, @Nullable UUID fiksOrgId) {
        return new Caller(
                Optional.empty(),
                new Organisasjonsnummer("889640782"),
                UUID.fromString("a0000000-0000-4000-8000-000000000001"),
                List.of(new Grant(privilegium, fiksOrgId, null)));
    }

    private void give(Privilegium privilegium, @Nullable UUID fiksOrgId, @Nullable UUID kontoId) throws SQLException {
        try (Connection c = database.functions().getConnection()) {
            Grants.give(c, UUID.randomUUID(), privilegium, fiksOrgId, kontoId);
        }
    }

    /** As somebody would who writes into the table by hand; the person is one so that nothing else is wrong with the row. */
    private void row(Privilegium privilegium, UUID fiksOrgId) throws SQLException {
        try (Connection c = database.functions().getConnection()) {
            c.createStatement()
                    .execute("INSERT INTO tilgang (person_indeks_nokkel, person_indeks, privilegium, fiks_org_id)"
                            + " VALUES ('i1', '\\x00', '" + privilegium + "', '" + fiksOrgId + "')");
        }
    }
}
