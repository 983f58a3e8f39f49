package no.digisos.submit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.suite.TestEnvironment;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal from every layer has the one shape, and reaches the caller (contract.md 0.3). */
abstract class ErrorAnswerSuite {
    private static final String FNR = "01819010001";
    private static final List<String> ACCEPT =
            List.of("", "*/*", "application/json", "application/octet-stream", "text/html", "multipart/mixed", "tull");
    private static final String SOKNAD = "/digisos/api/v2/soknader/0301/ref-1";
    private static final String BULK = "/digisos/api/v1/soknader/dokumenter";
    private static final int MIB = 1024 * 1024;
    /** Where a function under test logs to, whether in this process or an executable. */
    private static final Path LOG = Path.of("target", "quarkus.log");

    /** A request line, what follows of its head, and its body. */
    record Request(String linje, String hode, String kropp) {
        static Request of(String line) {
            return new Request(line, "", "");
        }

        String text(String accept) {
            return linje + "\r\nHost: localhost\r\n" + (accept.isEmpty() ? "" : "Accept: " + accept + "\r\n") + hode
                    + "\r\n" + kropp;
        }
    }

    static Stream<Arguments> refusals() {
        String in = currentCaller();
        String chunked = "Transfer-Encoding: chunked\r\n";
        String json = "Content-Type: application/json\r\n";
        return Stream.of(
                        // the router
                        arguments(404, "FINNES_IKKE", Request.of("GET / HTTP/1.1")),
                        arguments(404, "FINNES_IKKE", Request.of("GET /finnes/ikke HTTP/1.1")),
                        arguments(404, "FINNES_IKKE", Request.of("POST /digisos/api/v1/tull HTTP/1.1")),
                        arguments(404, "FINNES_IKKE", Request.of("GET /q/finnes-ikke HTTP/1.1")),
                        arguments(404, "FINNES_IKKE", Request.of("GET /q/health/finnes/ikke HTTP/1.1")),
                        arguments(404, "FINNES_IKKE", Request.of("OPTIONS /finnes/ikke HTTP/1.1")),
                        arguments(404, "FINNES_IKKE", new Request("GET /finnes/ikke HTTP/1.1", in, "")),
                        arguments(405, "METODE_IKKE_TILLATT", Request.of("PATCH " + SOKNAD + " HTTP/1.1")),
                        arguments(405, "METODE_IKKE_TILLATT", Request.of("TULL " + SOKNAD + " HTTP/1.1")),
                        arguments(400, "UGYLDIG_FORESPORSEL", Request.of("GET /digisos/%zz HTTP/1.1")),
                        arguments(400, "UGYLDIG_FORESPORSEL", Request.of("GET /digisos/% HTTP/1.1")),
                        // security, before and in our filter
                        arguments(401, "UGYLDIG_TOKEN", Request.of("POST " + SOKNAD + " HTTP/1.1")),
                        arguments(
                                401,
                                "UGYLDIG_TOKEN",
                                new Request(
                                        "GET /digisos/api/v1/soknader/soknader HTTP/1.1",
                                        "Authorization: Bearer tull\r\n",
                                        "")),
                        arguments(
                                401,
                                "UGYLDIG_TOKEN",
                                new Request(
                                        "GET /digisos/api/v1/soknader/soknader HTTP/1.1",
                                        "Authorization: Bearer a.b.c\r\n",
                                        "")),
                        arguments(
                                401,
                                "UGYLDIG_INTEGRASJON",
                                new Request(
                                        "GET /digisos/api/v1/soknader/soknader HTTP/1.1",
                                        "Authorization: Bearer " + token() + "\r\n",
                                        "")),
                        // the resource and its framework
                        arguments(
                                400,
                                "UGYLDIG_FORESPORSEL",
                                new Request("GET /digisos/api/v1/soknader/tull HTTP/1.1", in, "")),
                        arguments(
                                415,
                                "FEIL_INNHOLDSTYPE",
                                new Request("POST " + SOKNAD + " HTTP/1.1", in + json + "Content-Length: 2\r\n", "{}")),
                        arguments(
                                400,
                                "UGYLDIG_JSON",
                                new Request("POST " + BULK + " HTTP/1.1", in + json + "Content-Length: 1\r\n", "{")),
                        arguments(
                                413,
                                "FOR_STOR",
                                new Request(
                                        "POST " + BULK + " HTTP/1.1",
                                        in + json + "Content-Length: " + 5 * MIB + "\r\n",
                                        " ".repeat(5 * MIB))),
                        arguments(
                                413,
                                "FOR_STOR",
                                new Request(
                                        "POST " + BULK + " HTTP/1.1",
                                        in + json + chunked,
                                        Integer.toHexString(5 * MIB) + "\r\n" + " ".repeat(5 * MIB) + "\r\n0\r\n\r\n")),
                        // before the router
                        arguments(
                                413,
                                "FOR_STOR",
                                new Request("POST " + BULK + " HTTP/1.1", "Content-Length: 99000000000\r\n", "")),
                        arguments(
                                431,
                                "FOR_MANGE_HODEFELT",
                                new Request("GET / HTTP/1.1", "X-Stor: " + "x".repeat(40_000) + "\r\n", "")),
                        arguments(400, "UGYLDIG_FORESPORSEL", Request.of("dette er ikke HTTP")),
                        arguments(400, "UGYLDIG_FORESPORSEL", Request.of("GET / TULL")),
                        arguments(400, "UGYLDIG_FORESPORSEL", new Request("GET / HTTP/1.1", "ugyldig navn: x\r\n", "")),
                        arguments(
                                400,
                                "UGYLDIG_FORESPORSEL",
                                new Request("POST / HTTP/1.1", "Content-Length: 1\r\nContent-Length: 2\r\n", "x")),
                        arguments(
                                400,
                                "UGYLDIG_FORESPORSEL",
                                new Request("POST / HTTP/1.1", "Content-Length: -1\r\n", "")),
                        arguments(
                                400,
                                "UGYLDIG_FORESPORSEL",
                                new Request("POST " + BULK + " HTTP/1.1", in + json + chunked, "tull\r\n")),
                        arguments(414, null, Request.of("GET /" + "x".repeat(20_000) + " HTTP/1.1")))
                .flatMap(row ->
                        ACCEPT.stream().map(accept -> arguments(row.get()[0], row.get()[1], row.get()[2], accept)));
    }

    @ParameterizedTest(name = "{0} {1} Accept «{3}»")
    @MethodSource("refusals")
    void every_refusal_has_the_one_shape(
            int status, @org.jspecify.annotations.Nullable String code, Request request, String accept)
            throws IOException {
        try (RawConnection connection = new RawConnection(base())) {
            RawConnection.Answer answer =
                    connection.write(request.text(accept)).read(request.linje().split(" ")[0]);
            assertFailure(answer, status, code);
        }
    }

    @Test
    void a_refused_HEAD_has_the_status_and_no_body() throws IOException {
        try (RawConnection connection = new RawConnection(base())) {
            assertThat(connection
                            .write(Request.of("HEAD /finnes/ikke HTTP/1.1").text("*/*"))
                            .read("HEAD")
                            .status())
                    .isEqualTo(404);
            // Nothing of a body lies in the way of the next answer.
            assertFailure(
                    connection
                            .write(Request.of("GET /finnes/ikke HTTP/1.1").text("*/*"))
                            .read("GET"),
                    404,
                    "FINNES_IKKE");
        }
    }

    @Test
    void a_fodselsnummer_in_a_path_is_not_given_back() throws IOException {
        try (RawConnection connection = new RawConnection(base())) {
            assertThat(connection
                            .write(Request.of("GET /finnes/" + FNR + "/ikke HTTP/1.1")
                                    .text("*/*"))
                            .read("GET")
                            .text())
                    .doesNotContain(FNR);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000\r\n", "Transfer-Encoding: chunked\r\n"})
    void a_body_that_stalls_is_answered_with_408_and_the_connection_closed(String length) throws IOException {
        try (RawConnection connection = new RawConnection(base())) {
            RawConnection.Answer answer = connection
                    .write(new Request(
                                    "POST " + BULK + " HTTP/1.1",
                                    currentCaller() + "Content-Type: application/json\r\n" + length,
                                    length.startsWith("C") ? "{\"dok" : "5\r\n{\"dok\r\n")
                            .text("*/*"))
                    .read("POST");
            assertFailure(answer, 408, "TIDSAVBRUDD");
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void a_multipart_body_that_stalls_is_answered_with_408_too() throws IOException {
        try (RawConnection connection = new RawConnection(base())) {
            RawConnection.Answer answer = connection
                    .write(new Request(
                                    "POST " + SOKNAD + " HTTP/1.1",
                                    currentCaller() + "Content-Type: multipart/form-data; boundary=x\r\n"
                                            + "Content-Length: 100000\r\n",
                                    "--x\r\nContent-Disposition: form-data; name=\"soknadJson\"\r\n\r\n{")
                            .text("*/*"))
                    .read("POST");
            assertFailure(answer, 408, "TIDSAVBRUDD");
            assertThat(connection.isClosed()).isTrue();
        }
    }

    /** Refused at once, while the client, as most do, sends all of it before it reads. */
    @ParameterizedTest
    @ValueSource(strings = {"length", "chunked", "length, close", "chunked, close"})
    void the_answer_reaches_a_client_that_sends_everything_first(String way) throws IOException {
        boolean chunked = way.startsWith("chunked");
        byte[] chunk = " ".repeat(MIB).getBytes(StandardCharsets.US_ASCII);
        int chunks = 48;
        for (String header : List.of("", currentCaller() + "Content-Type: text/plain\r\n", currentCaller())) {
            String path = header.isEmpty() || header.contains("text/plain") ? SOKNAD : BULK;
            try (RawConnection connection = new RawConnection(base())) {
                connection.write(new Request(
                                "POST " + path + " HTTP/1.1",
                                header
                                        + (chunked
                                                ? "Transfer-Encoding: chunked\r\n"
                                                : "Content-Length: " + chunks * MIB + "\r\n")
                                        + (way.endsWith("close") ? "Connection: close\r\n" : ""),
                                "")
                        .text("*/*"));
                for (int i = 0; i < chunks; i++) {
                    if (chunked) {
                        connection.chunk(chunk);
                    } else {
                        connection.write(chunk);
                    }
                }
                if (chunked) {
                    connection.write("0\r\n\r\n");
                }
                RawConnection.Answer answer = connection.read("POST");
                if (header.isEmpty()) {
                    assertFailure(answer, 401, "UGYLDIG_TOKEN");
                } else if (header.contains("text/plain")) {
                    assertFailure(answer, 415, "FEIL_INNHOLDSTYPE");
                } else {
                    assertFailure(answer, 413, "FOR_STOR");
                    assertThat(answer.header("Connection")).isEqualTo("close");
                }
                if (answer.header("Connection").equals("close")) {
                    assertThat(connection.isClosed()).isTrue();
                } else {
                    assertFailure(
                            connection
                                    .write(Request.of("GET /finnes/ikke HTTP/1.1")
                                            .text("*/*"))
                                    .read("GET"),
                            404,
                            "FINNES_IKKE");
                }
            }
        }
    }

    @Test
    void a_client_that_asks_first_is_told_to_go_on_once() throws IOException {
        try (RawConnection connection = new RawConnection(base())) {
            connection.write(new Request(
                            "POST " + BULK + " HTTP/1.1",
                            currentCaller() + "Content-Length: 17\r\nExpect: 100-continue\r\n",
                            "")
                    .text("*/*"));
            RawConnection.Answer answer =
                    connection.write("{\"dokumenter\":[]}").read("POST");
            assertThat(answer.status()).isEqualTo(200);
            assertFailure(
                    connection
                            .write(Request.of("GET /finnes/ikke HTTP/1.1").text("*/*"))
                            .read("GET"),
                    404,
                    "FINNES_IKKE");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Host: localhost\r\nHost: localhost\r\n",
                "Host: localhost\r\nhost: annen\r\n",
                "Host:\r\n",
                "Host: a b\r\n",
                "Host: a/b\r\n",
                "Host: [\r\n"
            })
    void a_request_without_one_valid_host_is_refused(String header) throws IOException {
        for (String path : List.of("/digisos/api/v1/soknader/soknader", "/q/health/live", "/finnes/ikke")) {
            try (RawConnection connection = new RawConnection(base())) {
                assertFailure(
                        connection
                                .write("GET " + path + " HTTP/1.1\r\n" + header + "\r\n")
                                .read("GET"),
                        400,
                        "UGYLDIG_FORESPORSEL");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /q/health/live HTTP/1.1\r\nHost: localhost:8080\r\n\r\n",
                "GET /q/health/live HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
                "GET /q/health/live HTTP/1.1\r\nHost: api.fiks.test.ks.no\r\n\r\n",
                "GET /q/health/live HTTP/1.0\r\n\r\n"
            })
    void a_request_with_one_is_answered_and_so_is_an_older_callers_without(String request) throws IOException {
        try (RawConnection connection = new RawConnection(base())) {
            assertThat(connection.write(request).read("GET").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/digisos/api/v1/soknader/%00",
                "/digisos/api/v1/mellomlagring/a%00b",
                "/digisos/klage/api/v1/klager?digisosId=%00",
                "/finnes/ikke?%00"
            })
    void a_NUL_in_an_address_is_refused(String path) throws IOException {
        try (RawConnection connection = new RawConnection(base())) {
            RawConnection.Answer answer = connection
                    .write(new Request("GET " + path + " HTTP/1.1", currentCaller(), "").text("*/*"))
                    .read("GET");
            assertFailure(answer, 400, "UGYLDIG_FORESPORSEL");
            assertThat(answer.text()).contains("NUL");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "BEARER ", "bearer     ", "Bearer \t "})
    void any_blanks_may_follow_the_scheme(String scheme) throws IOException {
        try (RawConnection connection = new RawConnection(base())) {
            RawConnection.Answer answer = connection
                    .write(new Request(
                                    "GET /digisos/api/v1/soknader/soknader HTTP/1.1",
                                    currentCaller().replace("Bearer ", scheme),
                                    "")
                            .text("*/*"))
                    .read("GET");
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }
    }

    static Stream<Arguments> tokens() {
        String expired = TestEnvironment.current().utsteder().machine(SeedData.NAV_ORG, Map.of(), -3600);
        String logout = TestEnvironment.current().utsteder().personOfType("logout+jwt", FNR);
        String aheadInTime = TestEnvironment.current()
                .utsteder()
                .person(FNR, Map.of("iat", Instant.now().getEpochSecond() + 3600));
        String others = token().substring(0, token().lastIndexOf('.')) + ".AAAA";
        return Stream.of(
                arguments("", "det mangler"),
                arguments("Authorization: Bearer\r\n", "det mangler"),
                arguments("Authorization: Bearer tull\r\n", "det er ugyldig"),
                arguments("Authorization: Bearer .\r\n", "det er ugyldig"),
                arguments("Authorization: Bearer ..\r\n", "det er ugyldig"),
                arguments("Authorization: Bearer a..c\r\n", "det er ugyldig"),
                arguments("Authorization: Bearer a.b.\r\n", "det er ugyldig"),
                arguments("Authorization: Bearer a.b.c.d.e\r\n", "det er ugyldig"),
                arguments("Authorization: Bearer a.b.c\r\n", "det er ugyldig"),
                arguments("Authorization: Bearer " + others + "\r\n", "det er ugyldig"),
                arguments("Authorization: Bearer " + expired + "\r\n", "det er utløpt"),
                arguments("Authorization: Bearer " + aheadInTime + "\r\n", "det er utstedt frem i tid"),
                arguments("Authorization: Bearer " + logout + "\r\n", "det er ikke et access_token"),
                arguments(
                        "Authorization: Bearer eyJhbGciOiJQUzI1NiJ9.eyJpc3MiOiJ4In0.AAAA\r\n", "det er signert med en"),
                arguments("Authorization: Basic dHVsbDp0dWxs\r\n", "Authorization er ikke av typen Bearer"));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void a_refused_token_is_told_what_is_wrong_with_it(String header, String why) throws IOException {
        try (RawConnection connection = new RawConnection(base())) {
            RawConnection.Answer answer = connection
                    .write(new Request("GET /digisos/api/v1/soknader/soknader HTTP/1.1", header, "").text("*/*"))
                    .read("GET");
            assertFailure(answer, 401, "UGYLDIG_TOKEN");
            assertThat(answer.text()).contains("\"message\":\"Klarte ikke å validere access_token: " + why);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "application/at+jwt"})
    void an_access_token_by_any_of_its_names_is_taken(String typ) throws IOException {
        String token = TestEnvironment.current().utsteder().personOfType(typ, FNR);
        try (RawConnection connection = new RawConnection(base())) {
            RawConnection.Answer answer = connection
                    .write(new Request(
                                    "GET /digisos/api/v1/soknader/soknader HTTP/1.1",
                                    currentCaller().replaceFirst("Bearer \\S+", "Bearer " + token),
                                    "")
                            .text("*/*"))
                    .read("GET");
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }
    }

    @Test
    void two_logins_in_one_call_are_none() throws IOException {
        try (RawConnection connection = new RawConnection(base())) {
            RawConnection.Answer answer = connection
                    .write(new Request(
                                    "GET /digisos/api/v1/soknader/soknader HTTP/1.1",
                                    currentCaller() + "authorization: Bearer a.b.c\r\n",
                                    "")
                            .text("*/*"))
                    .read("GET");
            assertFailure(answer, 400, "UGYLDIG_FORESPORSEL");
        }
    }

    @Test
    void every_refusal_leaves_one_line_with_its_errorId_and_no_path_that_came() throws IOException {
        List<String> expected = new ArrayList<>();
        for (Arguments row : (Iterable<Arguments>) refusals()::iterator) {
            if (!"*/*".equals(row.get()[3])) {
                continue;
            }
            Request request = (Request) row.get()[2];
            try (RawConnection connection = new RawConnection(base())) {
                String answer = connection
                        .write(request.text("*/*"))
                        .read(request.linje().split(" ")[0])
                        .text();
                String errorId = answer.replaceFirst(".*\"errorId\":\"([^\"]+)\".*", "$1");
                expected.add("Refused " + errorId + ": " + row.get()[0] + " "
                        + (row.get()[1] == null ? "-" : row.get()[1]) + " ");
            }
        }
        assertThat(expected).hasSizeGreaterThan(25);
        List<String> log = log(expected.getLast());
        for (String line : expected) {
            assertThat(log.stream().filter(l -> l.contains(line) && l.contains(" INFO ")))
                    .as(line)
                    .hasSize(1);
        }
        assertThat(log.stream().filter(l -> l.contains("Refused")))
                .anyMatch(l -> l.contains(
                        "415 FEIL_INNHOLDSTYPE POST /digisos/api/v2/soknader/{kommunenummer}/{navEksternRefId}"))
                .anyMatch(l -> l.contains("401 UGYLDIG_TOKEN GET /digisos/api/v1/soknader/soknader"))
                .anyMatch(l -> l.contains("405 METODE_IKKE_TILLATT - /digisos/api/v2/soknader/"))
                .noneMatch(l -> l.contains("ref-1"));
    }

    /** The function's log, once this is in it. */
    private static List<String> log(String last) throws IOException {
        long end = System.nanoTime() + 30_000_000_000L;
        List<String> log = Files.readAllLines(LOG);
        while (log.stream().noneMatch(l -> l.contains(last)) && System.nanoTime() < end) {
            Thread.onSpinWait();
            log = Files.readAllLines(LOG);
        }
        return log;
    }

    private static void assertFailure(
            RawConnection.Answer answer, int status, @org.jspecify.annotations.Nullable String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.text())
                .matches("\\{\"timestamp\":\\d+,\"status\":" + status
                        + ",\"error\":\"[^\"]+\",\"errorId\":\"[0-9a-f-]{36}\",\"path\":\"[^\"]*\",\"originalPath\":null,"
                        + "\"message\":\"[^\\n]+\",\"errorCode\":" + (code == null ? "null" : "\"" + code + "\"")
                        + ",\"errorJson\":null\\}");
        if (status == 401) {
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    private static String token() {
        return TestEnvironment.current().utsteder().person(FNR);
    }

    private static String currentCaller() {
        return "Authorization: Bearer " + token() + "\r\nIntegrasjonId: " + SeedData.NAV.id()
                + "\r\nIntegrasjonPassord: " + SeedData.NAV.passord() + "\r\n";
    }

    private static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }
}
