package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import no.digisos.common.testkit.DatabasefeilSuite;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A søknad that comes while the database cannot take it is not accepted, and is accepted once when it can. */
abstract class SviktendeDatabaseSuite extends DatabasefeilSuite {
    /** More than the pool has connections. */
    private static final int SAMTIDIGE = 60;

    @Override
    protected String rolle() {
        return "digisos_submit";
    }

    @Override
    protected String tabell() {
        return "dokument_bit";
    }

    @Override
    protected Skriving skriving() {
        String ref = SoknadSuite.ref();
        Skjema soknad = new Skjema()
                .json("soknadJson", SoknadSuite.soknad(SoknadSuite.FNR, "en"))
                .json("vedleggJson", SoknadSuite.vedlegg())
                .fil(
                        "Soknad.pdf",
                        SoknadSuite.bytes(2_000_000, 1),
                        miljo.plattform().active().certificate());
        return new Skriving(
                () -> borger().post(SoknadSuite.soknadSti("0301", ref), soknad),
                "SELECT count(*) FROM innsending WHERE nav_ekstern_ref_id = '" + ref + "'",
                1);
    }

    @Override
    protected Svar les() {
        return borger().get("/digisos/api/v1/soknader/soknader");
    }

    /** A citizen's own reads are not audited. */
    @Override
    protected @Nullable Svar revidertLesing() {
        return null;
    }

    @Test
    void a_pool_that_is_used_up_is_503_for_those_who_came_last_and_for_nobody_afterwards() throws SQLException {
        ExecutorService kallere = Executors.newFixedThreadPool(SAMTIDIGE);
        try (Connection holder = miljo.database().superuser().getConnection();
                Statement las = holder.createStatement()) {
            holder.setAutoCommit(false);
            las.execute("LOCK TABLE digisos_sak");
            List<CompletableFuture<Svar>> alle = new ArrayList<>();
            for (int i = 0; i < SAMTIDIGE; i++) {
                alle.add(CompletableFuture.supplyAsync(this::les, kallere));
            }
            assertThat(alle).allSatisfy(kall -> arlig503(kall.join()));
            holder.rollback();
        } finally {
            kallere.shutdown();
        }
        assertThat(les().status()).isEqualTo(200);
    }

    private Klient borger() {
        return Klient.mot(base()).som(miljo.utsteder().person(SoknadSuite.FNR), Fro.NAV);
    }
}
