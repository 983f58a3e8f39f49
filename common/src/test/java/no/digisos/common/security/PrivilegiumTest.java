package no.digisos.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A grant is as wide as its row says: in the code that asks, in the code that gives, and in the table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrivilegiumTest {
    private static final UUID EN = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final UUID ANNEN = UUID.fromString("22222222-2222-4222-8222-222222222222");

    private final TestDatabase database = TestDatabase.create();

    @ParameterizedTest
    @EnumSource(names = {"INNSENDING", "MELLOMLAGRING", "NAV_INNSYN", "KOMMUNEINFO", "DRIFT"})
    void what_belongs_to_the_whole_installation_is_nothing_on_one_kommune(Privilegium privilegium) {
        assertThat(kaller(privilegium, null).har(privilegium)).isTrue();
        assertThat(kaller(privilegium, EN).har(privilegium)).isFalse();
        assertThatThrownBy(() -> gi(privilegium, EN, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rad(privilegium, EN))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("tilgang_begrensning_check");
    }

    @Test
    void a_grant_on_one_kommune_is_none_on_another_nor_on_all() {
        Kaller begrenset = kaller(Privilegium.AUDIT, EN);
        assertThat(begrenset.har(Privilegium.AUDIT, EN)).isTrue();
        assertThat(begrenset.har(Privilegium.AUDIT, ANNEN)).isFalse();
        assertThat(begrenset.harForAlle(Privilegium.AUDIT)).isFalse();
        assertThat(kaller(Privilegium.AUDIT, null).har(Privilegium.AUDIT, ANNEN))
                .isTrue();
        assertThat(kaller(Privilegium.AUDIT, null).harForAlle(Privilegium.AUDIT))
                .isTrue();
    }

    @Test
    void a_fagsystem_is_of_one_kommune_and_an_administrator_is_a_person() {
        Kaller uten = kaller(Privilegium.FAGSYSTEM, null);
        assertThat(uten.har(Privilegium.FAGSYSTEM, EN)).isFalse();
        assertThat(uten.harForAlle(Privilegium.FAGSYSTEM)).isFalse();
        assertThat(uten.erFagsystemFor(EN)).isFalse();
        assertThatThrownBy(() -> gi(Privilegium.FAGSYSTEM, null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gi(Privilegium.ADMIN, EN, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gi(Privilegium.AUDIT, EN, ANNEN)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Kaller kaller(Privilegium privilegium, @Nullable UUID fiksOrgId) {
        return new Kaller(
                Optional.empty(),
                new Organisasjonsnummer(Fro.NAV_ORG),
                Fro.NAV.id(),
                List.of(new Tilgang(privilegium, fiksOrgId, null)));
    }

    private void gi(Privilegium privilegium, @Nullable UUID fiksOrgId, @Nullable UUID kontoId) throws SQLException {
        try (Connection c = database.functions().getConnection()) {
            Tilganger.gi(c, UUID.randomUUID(), privilegium, fiksOrgId, kontoId);
        }
    }

    /** As somebody would who writes into the table by hand; the person is one so that nothing else is wrong with the row. */
    private void rad(Privilegium privilegium, UUID fiksOrgId) throws SQLException {
        try (Connection c = database.functions().getConnection()) {
            c.createStatement()
                    .execute("INSERT INTO tilgang (person_indeks_nokkel, person_indeks, privilegium, fiks_org_id)"
                            + " VALUES ('i1', '\\x00', '" + privilegium + "', '" + fiksOrgId + "')");
        }
    }
}
