package no.digisos.common.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import java.net.ConnectException;
import java.net.SocketException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What is told of an issuer that fails, and of what else is none. */
class IssuerFailureTest {
    @Test
    void an_issuer_that_is_away_is_told_from_a_database_that_is() {
        assertThat(IssuerFailure.isIssuers(new AuthenticationFailedException(new ConnectException())))
                .isTrue();
        assertThat(IssuerFailure.isIssuers(new OIDCException("502"))).isTrue();
        assertThat(IssuerFailure.isIssuers(new IllegalStateException(new SQLException(new SocketException()))))
                .isFalse();
        assertThat(IssuerFailure.isIssuers(new AuthenticationFailedException())).isFalse();
    }

    @Test
    void an_issuer_that_refuses_what_a_browser_came_back_with_is_not_away() {
        for (String no : new String[] {"invalid_grant", "access_denied"}) {
            assertThat(IssuerFailure.isAway(new AuthenticationCompletionException(
                            new OIDCException("{\"error\":\"" + no + "\",\"error_description\":\"tull\"}"))))
                    .isFalse();
        }
        assertThat(IssuerFailure.isAway(
                        new AuthenticationCompletionException(new OIDCException("{\"error\":\"invalid_client\"}"))))
                .as("of us, and no fault of the browser's")
                .isTrue();
    }

    @Test
    void what_it_said_is_told_in_its_own_few_words_and_nothing_that_a_caller_sent_is() {
        String answer = "{\"error\":\"invalid_client\",\"error_description\":\"tull 01819010001\"}";
        assertThat(IssuerFailure.reason(new AuthenticationCompletionException(new OIDCException(answer))))
                .isEqualTo("invalid_client");
        assertThat(IssuerFailure.reason(new AuthenticationCompletionException("tull 01819010001")))
                .isEqualTo("AuthenticationCompletionException");
        assertThat(IssuerFailure.reason(new AuthenticationFailedException(new ConnectException("x"))))
                .isEqualTo("ConnectException");
    }
}
