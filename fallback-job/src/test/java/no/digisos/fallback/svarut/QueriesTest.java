package no.digisos.fallback.svarut;

import static no.digisos.fallback.testkit.TestServer.answer;
import static no.digisos.fallback.testkit.TestServer.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import no.digisos.fallback.svarut.LookupOutcome.Feilet;
import no.digisos.fallback.svarut.LookupOutcome.Found;
import no.digisos.fallback.svarut.LookupOutcome.None;
import no.digisos.fallback.testkit.TestServer;
import no.digisos.fallback.testkit.TestServer.Behaviour;
import no.digisos.fallback.testkit.TestServer.Head;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class QueriesTest {
    private static final UUID A = UUID.fromString("aaaaaaaa-0000-4000-8000-000000000000");
    private static final UUID B = UUID.fromString("bbbbbbbb-0000-4000-8000-000000000000");
    private static final UUID C = UUID.fromString("cccccccc-0000-4000-8000-000000000000");

    @Test
    void theReferenceIsLookedUpOnOurKonto() throws Exception {
        try (TestServer server = new TestServer(answers(answer(200, ids(A))))) {
            LookupOutcome lookup = new Fixture(server.url("/api")).client.findByEksternRef("11 00&x=æ+1");

            assertThat(lookup).isEqualTo(new Found(List.of(A)));
            Head head = server.heads().getFirst();
            assertThat(head.method()).isEqualTo("GET");
            assertThat(head.path())
                    .isEqualTo(
                            "/api/v2/kontoer/" + Fixture.KONTO + "/forsendelser?eksternRef=11%2000%26x%3D%C3%A6%2B1");
            assertThat(head.field("Authorization")).isEqualTo("Bearer token-1");
            assertThat(head.field("IntegrasjonPassord")).isEqualTo("hemmelig");
            assertThat(server.heads()).hasSize(1);
        }
    }

    @Test
    void anEmptyListIsNone() throws Exception {
        try (TestServer server = new TestServer(answers(answer(200, ids())))) {
            assertThat(new Fixture(server.url("/api")).client.findByEksternRef("r"))
                    .isEqualTo(new None());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"forsendelseIds\":[],\"totalElements\":0}",
                "{\"forsendelseIds\":[],\"forsendelser\":[],\"neste\":null,\"flere\":false,\"melding\":\"\"}"
            })
    void nothingSaidInSeveralWaysIsNoneToo(String body) throws Exception {
        try (TestServer server = new TestServer(answers(answer(200, body)))) {
            assertThat(new Fixture(server.url("/api")).client.findByEksternRef("r"))
                    .isEqualTo(new None());
        }
    }

    /** Each of these, read as «none», would send the same forsendelse again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "<html></html>",
                "{\"forsendelseIds\":null}",
                "{\"forsendelseIds\":\"\"}",
                "{\"forsendelseIds\":{}}",
                "{\"forsendelseIds\":[\"ukjent\"]}",
                "{\"forsendelseIds\":[null]}",
                "{\"forsendelseIds\":[",
                "[[]]",
                "\"\"",
                "0",
                "{\"forsendelser\":[]}",
                "{\"forsendelser\":[{\"id\":\"aaaaaaaa-0000-4000-8000-000000000000\"}]}",
                "[{\"id\":\"aaaaaaaa-0000-4000-8000-000000000000\"}]",
                "{\"data\":{\"forsendelseIds\":[]}}",
                "{\"forsendelseids\":[]}",
                "{\"forsendelseIds\":[\"aaaaaaaa-0000-4000-8000-000000000000\",\"\"]}",
                "{\"forsendelseIds\":[[]]}",
                "{\"forsendelseIds\":[],\"forsendelser\":[{\"id\":\"aaaaaaaa-0000-4000-8000-000000000000\"}]}",
                "{\"forsendelseIds\":[],\"totalElements\":1}",
                "{\"forsendelseIds\":[],\"errorId\":\"aaaaaaaa-0000-4000-8000-000000000000\",\"status\":500}",
                "{\"forsendelseIds\":[],\"flere\":true}",
                "{\"forsendelseIds\":[\"aaaaaaaa-0000-4000-8000-000000000000\"],\"forsendelseIds\":[]}",
                "{\"forsendelseIds\":[]} {\"forsendelseIds\":[]}",
                "{\"forsendelseIds\":[]}<html>"
            })
    void anAnswerThatIsNotUnderstoodIsFeilet(String body) throws Exception {
        try (TestServer server = new TestServer(answers(answer(200, body)))) {
            assertThat(new Fixture(server.url("/api")).client.findByEksternRef("r"))
                    .isInstanceOf(Feilet.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 302, 400, 401, 403, 404, 429, 500, 503})
    void only200IsAnAnswer(int status) throws Exception {
        String body = status == 204 ? "" : ids();
        try (TestServer server = new TestServer(answers(answer(status, body)))) {
            assertThat(new Fixture(server.url("/api")).client.findByEksternRef("r"))
                    .isEqualTo(new Feilet("HTTP " + status));
        }
    }

    @Test
    void withoutConnectionOrAnswerItIsFeilet() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        assertThat(new Fixture(URI.create("http://127.0.0.1:" + port)).client.findByEksternRef("r"))
                .isEqualTo(new Feilet("No answer (ConnectException)"));
        try (TestServer server = new TestServer(connection -> {
            connection.readHead();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n{");
            connection.awaitClientClose();
        })) {
            assertThat(new Fixture(server.url("/api"), Map.of("oppslagsfrist", "PT0.3S")).client.findByEksternRef("r"))
                    .isEqualTo(new Feilet("No answer (TimeoutException)"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "2026-01-03T00:00:00Z"      | "2026-01-01T00:00:00Z"      | "2026-01-02T00:00:00Z"
                    1767398400000               | 1767225600000               | 1767312000000
                    "2026-01-03T00:00:00+01:00" | "2026-01-01T00:00:00.123"   | "2026-01-02T00:00:00"
                    null                        | "2026-01-01T00:00:00Z"      | "2026-01-02T00:00:00Z"
                    "i fjor"                    | "2026-01-01T00:00:00Z"      | "2026-01-02T00:00:00Z"
                    "2026-01-03T00:00:00.1+0000" | "2026-01-01T00:00:00+01"    | "2026-01-02T00:00:00.123456789+01:00"
                    "2026-01-03 00:00:00"       | "2026-01-01"                | "2026-01-02T00:00"
                    1767398400.123              | 1767225600                  | "1767312000000"
                    [2026,1,3,0,0,1,5000]       | [2026,1,1]                  | "2026-01-02T00:00:00+01:00[Europe/Oslo]"
                    1e999999999                 | "2026-01-01T00:00:00Z"      | [2026,1,2]
                    [2026,13,3]                 | "2026-01-01T00:00:00Z"      | "2026-01-02T00:00:00Z"
                    """)
    void severalComeOldestFirst(String dateA, String dateB, String dateC) throws Exception {
        String list = "[{\"id\":\"" + A + "\",\"dato\":" + dateA + "},{\"id\":\"" + B + "\",\"dato\":" + dateB
                + "},{\"id\":\"" + C + "\",\"dato\":" + dateC + "}]";
        for (String metadata : List.of("{\"forsendelser\":" + list + "}", list)) {
            try (TestServer server = new TestServer(byPath(answer(200, ids(A, B, C, A)), answer(200, metadata)))) {
                assertThat(new Fixture(server.url("/api")).client.findByEksternRef("r"))
                        .as(metadata)
                        .isEqualTo(new Found(List.of(B, C, A)));
                assertThat(server.heads().get(1).path())
                        .isEqualTo("/api/v2/kontoer/" + Fixture.KONTO + "/forsendelser/metadata?eksternRef=r");
            }
        }
    }

    @Test
    void severalWithoutDatesAreStillFound() throws Exception {
        for (String metadata : List.of(
                answer(500, ""),
                answer(404, "{}"),
                answer(200, "{}"),
                answer(200, "[1,{}]"),
                answer(200, "{\"forsendelser\":{}}"),
                answer(200, "{\"forsendelser\":[1,{}]}"))) {
            try (TestServer server = new TestServer(byPath(answer(200, ids(C, A, B)), metadata))) {
                assertThat(new Fixture(server.url("/api")).client.findByEksternRef("r"))
                        .isEqualTo(new Found(List.of(C, A, B)));
            }
        }
    }

    @Test
    void statusIsOfThoseAskedFor() throws Exception {
        AtomicReference<String> asked = new AtomicReference<>("");
        try (TestServer server = new TestServer(connection -> {
            connection.readHead();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            connection.readBody(body);
            asked.set(body.toString(StandardCharsets.UTF_8));
            connection.write(answer(
                    200,
                    "{\"statuser\":[" + statusLine(A, "LEST") + "," + statusLine(B, "HELT_NY_STATUS") + ","
                            + statusLine(UUID.randomUUID(), "AVVIST") + ",{\"id\":1},{}]}"));
        })) {
            Map<UUID, String> status = new Fixture(server.url("/api")).client.status(List.of(A, B, C));

            assertThat(status).isEqualTo(Map.of(A, "LEST", B, "HELT_NY_STATUS"));
            assertThat(asked).hasValue("{\"forsendelseIds\":[\"" + A + "\",\"" + B + "\",\"" + C + "\"]}");
            assertThat(server.heads().getFirst().method()).isEqualTo("POST");
            assertThat(server.heads().getFirst().path())
                    .isEqualTo("/api/v2/kontoer/" + Fixture.KONTO + "/forsendelser/status-sok");
            assertThat(server.heads().getFirst().field("Content-Type")).isEqualTo("application/json");
        }
    }

    @Test
    void noIdsAndTooManyMakeNoQuery() throws Exception {
        try (TestServer server = new TestServer(answers(answer(500, "")))) {
            assertThat(new Fixture(server.url("/api")).client.status(List.of())).isEmpty();
            List<UUID> tooMany = Collections.nCopies(SvarUtClient.MAX_STATUS_IDS + 1, A);
            assertThatThrownBy(() -> new Fixture(server.url("/api")).client.status(tooMany))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(server.finish()).isZero();
        }
    }

    @Test
    void statusWithoutAnswerIsAFailureAndNotEmpty() throws Exception {
        for (String answer : List.of(
                answer(500, "Kari Nordmann"),
                answer(200, "{}"),
                answer(200, "[]"),
                answer(403, ""),
                answer(200, "<html></html>"),
                answer(200, "{\"statuser\":{\"" + A + "\":\"AVVIST\"}}"),
                answer(200, "{\"statuser\":[\"AVVIST\"]}"),
                answer(200, "{\"statuser\":[{\"id\":\"" + A + "\",\"status\":null}]}"),
                answer(200, "{\"statuser\":[" + statusLine(A, "AVVIST") + "," + statusLine(A, "LEST") + "]}"),
                answer(200, "{\"statuser\":[{\"id\":\"" + A + "\",\"status\":\"LEST\",\"status\":\"AVVIST\"}]}"))) {
            try (TestServer server = new TestServer(answers(answer))) {
                SvarUtClient client = new Fixture(server.url("/api")).client;
                assertThatThrownBy(() -> client.status(List.of(A)))
                        .isInstanceOf(SvarUtException.class)
                        .hasMessageNotContaining("Kari");
            }
        }
    }

    @Test
    void aRefusedTokenIsFetchedAnew() throws Exception {
        try (TestServer server = new TestServer(answers(answer(401, "{}")))) {
            SvarUtClient client = new Fixture(server.url("/api")).client;
            client.findByEksternRef("r");
            client.findByEksternRef("r");

            assertThat(server.heads())
                    .extracting(head -> head.field("Authorization"))
                    .containsExactly("Bearer token-1", "Bearer token-2");
        }
    }

    @Test
    void anInterruptStaysSet() throws Exception {
        try (TestServer server = new TestServer(connection -> {
            connection.readHead();
            connection.awaitClientClose();
        })) {
            SvarUtClient client = new Fixture(server.url("/api")).client;
            Thread.currentThread().interrupt();
            LookupOutcome lookup = client.findByEksternRef("r");

            assertThat(Thread.interrupted()).isTrue();
            assertThat(lookup).isInstanceOf(Feilet.class);
        }
    }

    private static Behaviour byPath(String forsendelser, String metadata) {
        return connection -> {
            for (Head head = connection.readHead(); head != null; head = connection.readHead()) {
                connection.write(head.path().contains("/metadata") ? metadata : forsendelser);
            }
        };
    }

    private static String ids(UUID... ids) {
        return List.of(ids).stream()
                .map(id -> "\"" + id + "\"")
                .collect(Collectors.joining(",", "{\"forsendelseIds\":[", "]}"));
    }

    private static String statusLine(UUID id, String status) {
        return "{\"id\":\"" + id + "\",\"status\":\"" + status + "\",\"sisteStatusEndring\":\"2026-01-01T00:00:00Z\"}";
    }
}
