package no.digisos.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import no.digisos.testkit.process.LocalPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class ClockServerTest {

    private static LocalPostgres postgres;
    private static PGSimpleDataSource owner;
    private static ClockServer server;
    private static HttpClient http;

    @BeforeAll
    static void start() throws Exception {
        postgres = LocalPostgres.startTemporary();
        owner = new PGSimpleDataSource();
        owner.setURL(postgres.jdbcUrl("postgres", "postgres"));
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE FUNCTION digisos_now() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT now()'");
        }
        server = ClockServer.start(new StackClock(owner));
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        server.close();
        postgres.close();
    }

    @Test
    void aMoveCountsFromRealTimeWhateverTheClockShowedBefore() throws Exception {
        post("?forskyv=PT25H");
        JsonNode moved = json(post("?forskyv=PT25H11M"));

        assertThat(moved.get("forskyvning").asText()).isEqualTo("PT25H11M");
        assertThat(Instant.parse(moved.get("na").asText()))
                .isCloseTo(Instant.now().plus(Duration.ofMinutes(25 * 60 + 11)), within(1, ChronoUnit.MINUTES));
        assertThat(hoursAhead()).isEqualTo(25);
        assertThat(json(get()).get("forskyvning").asText()).isEqualTo("PT25H11M");
    }

    @Test
    void theClockGoesOnAndCanBeSetBack() throws Exception {
        post("?forskyv=-P1D");
        assertThat(hoursAhead()).isEqualTo(-24);

        assertThat(json(post("?forskyv=PT0S")).get("forskyvning").asText()).isEqualTo("PT0S");
        assertThat(hoursAhead()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?forskyv=", "?forskyv=25", "?forskyv=P401D", "?annet=PT1H"})
    void whatIsNoDurationMovesNothing(String query) throws Exception {
        post("?forskyv=PT2H");

        HttpResponse<String> refused = post(query);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).get("status").asInt()).isEqualTo(400);
        assertThat(hoursAhead()).isEqualTo(2);
    }

    @Test
    void theClockCanRunFasterAndBeMovedForwardWhileItDoes() throws Exception {
        StackClock clock = new StackClock(owner);
        clock.set(Duration.ofHours(2));
        try {
            clock.run(60);
            Times first = times();
            Times second = times();
            clock.advance(Duration.ofHours(3));
            Times third = times();

            assertThat(Duration.between(first.shown(), second.shown()))
                    .isEqualTo(Duration.between(first.real(), second.real()).multipliedBy(60));
            assertThat(Duration.between(second.shown(), third.shown()))
                    .isEqualTo(Duration.between(second.real(), third.real())
                            .multipliedBy(60)
                            .plusHours(3));
            assertThat(first.shown()).isAfterOrEqualTo(first.real().plus(Duration.ofHours(2)));
        } finally {
            clock.set(Duration.ZERO);
        }
    }

    @Test
    void aClockThatRunsNeverGoesBack() {
        StackClock clock = new StackClock(owner);

        assertThatThrownBy(() -> clock.run(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    private record Times(Instant shown, Instant real) {}

    private static Times times() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT digisos_now(), now()")) {
            row.next();
            return new Times(
                    row.getObject(1, OffsetDateTime.class).toInstant(),
                    row.getObject(2, OffsetDateTime.class).toInstant());
        }
    }

    @Test
    void otherPathsAndMethodsAreRefused() throws Exception {
        assertThat(send("GET", server.url().resolve("/annet")).statusCode()).isEqualTo(404);
        assertThat(send("DELETE", server.url()).statusCode()).isEqualTo(405);
    }

    private static long hoursAhead() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT extract(epoch FROM digisos_now() - now()) / 3600")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static HttpResponse<String> get() throws IOException, InterruptedException {
        return send("GET", server.url());
    }

    private static HttpResponse<String> post(String query) throws IOException, InterruptedException {
        return send("POST", URI.create(server.url() + query));
    }

    private static HttpResponse<String> send(String method, URI uri) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }
}
