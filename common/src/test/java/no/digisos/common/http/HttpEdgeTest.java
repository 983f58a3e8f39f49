package no.digisos.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import java.net.ConnectException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

/** Whose fault a failure is that comes before any resource. */
class HttpEdgeTest {
    @Test
    void an_issuer_or_a_database_that_is_away_is_no_fault_of_ours_or_the_callers() {
        assertThat(HttpEdge.status(500, new OIDCException("OIDC Server is not available")))
                .isEqualTo(503);
        assertThat(HttpEdge.status(500, new IllegalStateException(new OIDCException("x"))))
                .isEqualTo(503);
        assertThat(HttpEdge.status(401, new AuthenticationFailedException(new ConnectException())))
                .isEqualTo(503);
        assertThat(HttpEdge.status(-1, new SQLTransientConnectionException())).isEqualTo(503);
    }

    @Test
    void what_the_caller_did_stays_the_callers_and_what_we_did_ours() {
        assertThat(HttpEdge.status(-1, new AuthenticationFailedException())).isEqualTo(401);
        assertThat(HttpEdge.status(401, new AuthenticationCompletionException(new OIDCException("invalid_grant"))))
                .isEqualTo(401);
        assertThat(HttpEdge.status(404, null)).isEqualTo(404);
        assertThat(HttpEdge.status(-1, new IllegalStateException())).isEqualTo(500);
        assertThat(HttpEdge.status(500, new ConnectException())).isEqualTo(500);
    }
}
