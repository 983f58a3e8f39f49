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
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import no.digisos.seeds.suite.DatabaseFailureSuite;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A søknad that comes while the database cannot take it is not accepted, and is accepted once when it can. */
abstract class FailingDatabaseSuite extends DatabaseFailureSuite {
    /** More than the pool has connections. */
    private static final int CONCURRENT = 60;

    @Override
    protected String role() {
        return "digisos_submit";
    }

    @Override
    protected String table() {
        return "dokument_bit";
    }

    @Override
    protected Writing writing() {
        String ref = SoknadSuite.ref();
        MultipartForm soknad = new MultipartForm()
                .json("soknadJson", SoknadSuite.soknad(SoknadSuite.FNR, "en"))
                .json("vedleggJson", SoknadSuite.vedlegg())
                .file(
                        "Soknad.pdf",
                        SoknadSuite.bytes(2_000_000, 1),
                        environment.platform().active().certificate());
        return new Writing(
                () -> citizen().post(SoknadSuite.soknadPath("0301", ref), soknad),
                "SELECT count(*) FROM innsending WHERE nav_ekstern_ref_id = '" + ref + "'",
                1);
    }

    @Override
    protected Answer read() {
        return citizen().get("/digisos/api/v1/soknader/soknader");
    }

    /** A citizen's own reads are not audited. */
    @Override
    protected @Nullable Answer auditedRead() {
        return null;
    }

    @Test
    void a_pool_that_is_used_up_is_503_for_those_who_came_last_and_for_nobody_afterwards() throws SQLException {
        ExecutorService callers = Executors.newFixedThreadPool(CONCURRENT);
        try (Connection holder = environment.database().superuser().getConnection();
                Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("LOCK TABLE digisos_sak");
            List<CompletableFuture<Answer>> all = new ArrayList<>();
            for (int i = 0; i < CONCURRENT; i++) {
                all.add(CompletableFuture.supplyAsync(this::read, callers));
            }
            assertThat(all).allSatisfy(call -> honest503(call.join()));
            holder.rollback();
        } finally {
            callers.shutdown();
        }
        assertThat(read().status()).isEqualTo(200);
    }

    private Client citizen() {
        return Client.against(base()).as(environment.utsteder().person(SoknadSuite.FNR), SeedData.NAV);
    }
}
