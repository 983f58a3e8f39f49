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
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Testmiljo;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal from every layer has the one shape, and reaches the caller (contract.md 0.3). */
abstract class FeilsvarSuite {
    private static final String FNR = "01819010001";
    private static final List<String> ACCEPT =
            List.of("", "*/*", "application/json", "application/octet-stream", "text/html", "multipart/mixed", "tull");
    private static final String SOKNAD = "/digisos/api/v2/soknader/0301/ref-1";
    private static final String BULK = "/digisos/api/v1/soknader/dokumenter";
    private static final int MIB = 1024 * 1024;
    /** Where a function under test logs to, whether in this process or an executable. */
    private static final Path LOGG = Path.of("target", "quarkus.log");

    /** A request line, what follows of its head, and its body. */
    record Foresporsel(String linje, String hode, String kropp) {
        static Foresporsel av(String linje) {
            return new Foresporsel(linje, "", "");
        }

        String tekst(String accept) {
            return linje + "\r\nHost: localhost\r\n" + (accept.isEmpty() ? "" : "Accept: " + accept + "\r\n") + hode
                    + "\r\n" + kropp;
        }
    }

    static Stream<Arguments> refusals() {
        String inn = innlogget();
        String chunked = "Transfer-Encoding: chunked\r\n";
        String json = "Content-Type: application/json\r\n";
        return Stream.of(
                        // the router
                        arguments(404, "FINNES_IKKE", Foresporsel.av("GET / HTTP/1.1")),
                        arguments(404, "FINNES_IKKE", Foresporsel.av("GET /finnes/ikke HTTP/1.1")),
                        arguments(404, "FINNES_IKKE", Foresporsel.av("POST /digisos/api/v1/tull HTTP/1.1")),
                        arguments(404, "FINNES_IKKE", Foresporsel.av("GET /q/finnes-ikke HTTP/1.1")),
                        arguments(404, "FINNES_IKKE", Foresporsel.av("GET /q/health/finnes/ikke HTTP/1.1")),
                        arguments(404, "FINNES_IKKE", Foresporsel.av("OPTIONS /finnes/ikke HTTP/1.1")),
                        arguments(404, "FINNES_IKKE", new Foresporsel("GET /finnes/ikke HTTP/1.1", inn, "")),
                        arguments(405, "METODE_IKKE_TILLATT", Foresporsel.av("PATCH " + SOKNAD + " HTTP/1.1")),
                        arguments(405, "METODE_IKKE_TILLATT", Foresporsel.av("TULL " + SOKNAD + " HTTP/1.1")),
                        arguments(400, "UGYLDIG_FORESPORSEL", Foresporsel.av("GET /digisos/%zz HTTP/1.1")),
                        arguments(400, "UGYLDIG_FORESPORSEL", Foresporsel.av("GET /digisos/% HTTP/1.1")),
                        // security, before and in our filter
                        arguments(401, "UGYLDIG_TOKEN", Foresporsel.av("POST " + SOKNAD + " HTTP/1.1")),
                        arguments(
                                401,
                                "UGYLDIG_TOKEN",
                                new Foresporsel(
                                        "GET /digisos/api/v1/soknader/soknader HTTP/1.1",
                                        "Authorization: Bearer tull\r\n",
                                        "")),
                        arguments(
                                401,
                                "UGYLDIG_TOKEN",
                                new Foresporsel(
                                        "GET /digisos/api/v1/soknader/soknader HTTP/1.1",
                                        "Authorization: Bearer a.b.c\r\n",
                                        "")),
                        arguments(
                                401,
                                "UGYLDIG_INTEGRASJON",
                                new Foresporsel(
                                        "GET /digisos/api/v1/soknader/soknader HTTP/1.1",
                                        "Authorization: Bearer " + token() + "\r\n",
                                        "")),
                        // the resource and its framework
                        arguments(
                                400,
                                "UGYLDIG_FORESPORSEL",
                                new Foresporsel("GET /digisos/api/v1/soknader/tull HTTP/1.1", inn, "")),
                        arguments(
                                415,
                                "FEIL_INNHOLDSTYPE",
                                new Foresporsel(
                                        "POST " + SOKNAD + " HTTP/1.1", inn + json + "Content-Length: 2\r\n", "{}")),
                        arguments(
                                400,
                                "UGYLDIG_JSON",
                                new Foresporsel(
                                        "POST " + BULK + " HTTP/1.1", inn + json + "Content-Length: 1\r\n", "{")),
                        arguments(
                                413,
                                "FOR_STOR",
                                new Foresporsel(
                                        "POST " + BULK + " HTTP/1.1",
                                        inn + json + "Content-Length: " + 5 * MIB + "\r\n",
                                        " ".repeat(5 * MIB))),
                        arguments(
                                413,
                                "FOR_STOR",
                                new Foresporsel(
                                        "POST " + BULK + " HTTP/1.1",
                                        inn + json + chunked,
                                        Integer.toHexString(5 * MIB) + "\r\n" + " ".repeat(5 * MIB) + "\r\n0\r\n\r\n")),
                        // before the router
                        arguments(
                                413,
                                "FOR_STOR",
                                new Foresporsel("POST " + BULK + " HTTP/1.1", "Content-Length: 99000000000\r\n", "")),
                        arguments(
                                431,
                                "FOR_MANGE_HODEFELT",
                                new Foresporsel("GET / HTTP/1.1", "X-Stor: " + "x".repeat(40_000) + "\r\n", "")),
                        arguments(400, "UGYLDIG_FORESPORSEL", Foresporsel.av("dette er ikke HTTP")),
                        arguments(400, "UGYLDIG_FORESPORSEL", Foresporsel.av("GET / TULL")),
                        arguments(
                                400,
                                "UGYLDIG_FORESPORSEL",
                                new Foresporsel("GET / HTTP/1.1", "ugyldig navn: x\r\n", "")),
                        arguments(
                                400,
                                "UGYLDIG_FORESPORSEL",
                                new Foresporsel("POST / HTTP/1.1", "Content-Length: 1\r\nContent-Length: 2\r\n", "x")),
                        arguments(
                                400,
                                "UGYLDIG_FORESPORSEL",
                                new Foresporsel("POST / HTTP/1.1", "Content-Length: -1\r\n", "")),
                        arguments(
                                400,
                                "UGYLDIG_FORESPORSEL",
                                new Foresporsel("POST " + BULK + " HTTP/1.1", inn + json + chunked, "tull\r\n")),
                        arguments(414, null, Foresporsel.av("GET /" + "x".repeat(20_000) + " HTTP/1.1")))
                .flatMap(rad ->
                        ACCEPT.stream().map(accept -> arguments(rad.get()[0], rad.get()[1], rad.get()[2], accept)));
    }

    @ParameterizedTest(name = "{0} {1} Accept «{3}»")
    @MethodSource("refusals")
    void every_refusal_has_the_one_shape(
            int status, @org.jspecify.annotations.Nullable String kode, Foresporsel foresporsel, String accept)
            throws IOException {
        try (RaaForbindelse forbindelse = new RaaForbindelse(base())) {
            RaaForbindelse.Svar svar = forbindelse
                    .skriv(foresporsel.tekst(accept))
                    .les(foresporsel.linje().split(" ")[0]);
            assertFeil(svar, status, kode);
        }
    }

    @Test
    void a_refused_HEAD_has_the_status_and_no_body() throws IOException {
        try (RaaForbindelse forbindelse = new RaaForbindelse(base())) {
            assertThat(forbindelse
                            .skriv(Foresporsel.av("HEAD /finnes/ikke HTTP/1.1").tekst("*/*"))
                            .les("HEAD")
                            .status())
                    .isEqualTo(404);
            // Nothing of a body lies in the way of the next answer.
            assertFeil(
                    forbindelse
                            .skriv(Foresporsel.av("GET /finnes/ikke HTTP/1.1").tekst("*/*"))
                            .les("GET"),
                    404,
                    "FINNES_IKKE");
        }
    }

    @Test
    void a_fodselsnummer_in_a_path_is_not_given_back() throws IOException {
        try (RaaForbindelse forbindelse = new RaaForbindelse(base())) {
            assertThat(forbindelse
                            .skriv(Foresporsel.av("GET /finnes/" + FNR + "/ikke HTTP/1.1")
                                    .tekst("*/*"))
                            .les("GET")
                            .tekst())
                    .doesNotContain(FNR);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000\r\n", "Transfer-Encoding: chunked\r\n"})
    void a_body_that_stalls_is_answered_with_408_and_the_connection_closed(String lengde) throws IOException {
        try (RaaForbindelse forbindelse = new RaaForbindelse(base())) {
            RaaForbindelse.Svar svar = forbindelse
                    .skriv(new Foresporsel(
                                    "POST " + BULK + " HTTP/1.1",
                                    innlogget() + "Content-Type: application/json\r\n" + lengde,
                                    lengde.startsWith("C") ? "{\"dok" : "5\r\n{\"dok\r\n")
                            .tekst("*/*"))
                    .les("POST");
            assertFeil(svar, 408, "TIDSAVBRUDD");
            assertThat(svar.hode("Connection")).isEqualTo("close");
            assertThat(forbindelse.erLukket()).isTrue();
        }
    }

    @Test
    void a_multipart_body_that_stalls_is_answered_with_408_too() throws IOException {
        try (RaaForbindelse forbindelse = new RaaForbindelse(base())) {
            RaaForbindelse.Svar svar = forbindelse
                    .skriv(new Foresporsel(
                                    "POST " + SOKNAD + " HTTP/1.1",
                                    innlogget() + "Content-Type: multipart/form-data; boundary=x\r\n"
                                            + "Content-Length: 100000\r\n",
                                    "--x\r\nContent-Disposition: form-data; name=\"soknadJson\"\r\n\r\n{")
                            .tekst("*/*"))
                    .les("POST");
            assertFeil(svar, 408, "TIDSAVBRUDD");
            assertThat(forbindelse.erLukket()).isTrue();
        }
    }

    /** Refused at once, while the client, as most do, sends all of it before it reads. */
    @ParameterizedTest
    @ValueSource(strings = {"length", "chunked", "length, close", "chunked, close"})
    void the_answer_reaches_a_client_that_sends_everything_first(String maate) throws IOException {
        boolean chunked = maate.startsWith("chunked");
        byte[] bit = " ".repeat(MIB).getBytes(StandardCharsets.US_ASCII);
        int biter = 48;
        for (String hode : List.of("", innlogget() + "Content-Type: text/plain\r\n", innlogget())) {
            String sti = hode.isEmpty() || hode.contains("text/plain") ? SOKNAD : BULK;
            try (RaaForbindelse forbindelse = new RaaForbindelse(base())) {
                forbindelse.skriv(new Foresporsel(
                                "POST " + sti + " HTTP/1.1",
                                hode
                                        + (chunked
                                                ? "Transfer-Encoding: chunked\r\n"
                                                : "Content-Length: " + biter * MIB + "\r\n")
                                        + (maate.endsWith("close") ? "Connection: close\r\n" : ""),
                                "")
                        .tekst("*/*"));
                for (int i = 0; i < biter; i++) {
                    if (chunked) {
                        forbindelse.bit(bit);
                    } else {
                        forbindelse.skriv(bit);
                    }
                }
                if (chunked) {
                    forbindelse.skriv("0\r\n\r\n");
                }
                RaaForbindelse.Svar svar = forbindelse.les("POST");
                if (hode.isEmpty()) {
                    assertFeil(svar, 401, "UGYLDIG_TOKEN");
                } else if (hode.contains("text/plain")) {
                    assertFeil(svar, 415, "FEIL_INNHOLDSTYPE");
                } else {
                    assertFeil(svar, 413, "FOR_STOR");
                    assertThat(svar.hode("Connection")).isEqualTo("close");
                }
                if (svar.hode("Connection").equals("close")) {
                    assertThat(forbindelse.erLukket()).isTrue();
                } else {
                    assertFeil(
                            forbindelse
                                    .skriv(Foresporsel.av("GET /finnes/ikke HTTP/1.1")
                                            .tekst("*/*"))
                                    .les("GET"),
                            404,
                            "FINNES_IKKE");
                }
            }
        }
    }

    @Test
    void a_client_that_asks_first_is_told_to_go_on_once() throws IOException {
        try (RaaForbindelse forbindelse = new RaaForbindelse(base())) {
            forbindelse.skriv(new Foresporsel(
                            "POST " + BULK + " HTTP/1.1",
                            innlogget() + "Content-Length: 17\r\nExpect: 100-continue\r\n",
                            "")
                    .tekst("*/*"));
            RaaForbindelse.Svar svar = forbindelse.skriv("{\"dokumenter\":[]}").les("POST");
            assertThat(svar.status()).isEqualTo(200);
            assertFeil(
                    forbindelse
                            .skriv(Foresporsel.av("GET /finnes/ikke HTTP/1.1").tekst("*/*"))
                            .les("GET"),
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
    void a_request_without_one_valid_host_is_refused(String hode) throws IOException {
        for (String sti : List.of("/digisos/api/v1/soknader/soknader", "/q/health/live", "/finnes/ikke")) {
            try (RaaForbindelse forbindelse = new RaaForbindelse(base())) {
                assertFeil(
                        forbindelse
                                .skriv("GET " + sti + " HTTP/1.1\r\n" + hode + "\r\n")
                                .les("GET"),
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
    void a_request_with_one_is_answered_and_so_is_an_older_callers_without(String foresporsel) throws IOException {
        try (RaaForbindelse forbindelse = new RaaForbindelse(base())) {
            assertThat(forbindelse.skriv(foresporsel).les("GET").status()).isEqualTo(200);
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
    void a_NUL_in_an_address_is_refused(String sti) throws IOException {
        try (RaaForbindelse forbindelse = new RaaForbindelse(base())) {
            RaaForbindelse.Svar svar = forbindelse
                    .skriv(new Foresporsel("GET " + sti + " HTTP/1.1", innlogget(), "").tekst("*/*"))
                    .les("GET");
            assertFeil(svar, 400, "UGYLDIG_FORESPORSEL");
            assertThat(svar.tekst()).contains("NUL");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "BEARER ", "bearer     ", "Bearer \t "})
    void any_blanks_may_follow_the_scheme(String skjema) throws IOException {
        try (RaaForbindelse forbindelse = new RaaForbindelse(base())) {
            RaaForbindelse.Svar svar = forbindelse
                    .skriv(new Foresporsel(
                                    "GET /digisos/api/v1/soknader/soknader HTTP/1.1",
                                    innlogget().replace("Bearer ", skjema),
                                    "")
                            .tekst("*/*"))
                    .les("GET");
            assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        }
    }

    static Stream<Arguments> tokens() {
        String utlopt = Testmiljo.gjeldende().utsteder().maskin(Fro.NAV_ORG, Map.of(), -3600);
        String utlogging = Testmiljo.gjeldende().utsteder().personAvType("logout+jwt", FNR);
        String fremITid = Testmiljo.gjeldende()
                .utsteder()
                .person(FNR, Map.of("iat", Instant.now().getEpochSecond() + 3600));
        String annens = token().substring(0, token().lastIndexOf('.')) + ".AAAA";
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
                arguments("Authorization: Bearer " + annens + "\r\n", "det er ugyldig"),
                arguments("Authorization: Bearer " + utlopt + "\r\n", "det er utløpt"),
                arguments("Authorization: Bearer " + fremITid + "\r\n", "det er utstedt frem i tid"),
                arguments("Authorization: Bearer " + utlogging + "\r\n", "det er ikke et access_token"),
                arguments(
                        "Authorization: Bearer eyJhbGciOiJQUzI1NiJ9.eyJpc3MiOiJ4In0.AAAA\r\n", "det er signert med en"),
                arguments("Authorization: Basic dHVsbDp0dWxs\r\n", "Authorization er ikke av typen Bearer"));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void a_refused_token_is_told_what_is_wrong_with_it(String hode, String hvorfor) throws IOException {
        try (RaaForbindelse forbindelse = new RaaForbindelse(base())) {
            RaaForbindelse.Svar svar = forbindelse
                    .skriv(new Foresporsel("GET /digisos/api/v1/soknader/soknader HTTP/1.1", hode, "").tekst("*/*"))
                    .les("GET");
            assertFeil(svar, 401, "UGYLDIG_TOKEN");
            assertThat(svar.tekst()).contains("\"message\":\"Klarte ikke å validere access_token: " + hvorfor);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "application/at+jwt"})
    void an_access_token_by_any_of_its_names_is_taken(String typ) throws IOException {
        String token = Testmiljo.gjeldende().utsteder().personAvType(typ, FNR);
        try (RaaForbindelse forbindelse = new RaaForbindelse(base())) {
            RaaForbindelse.Svar svar = forbindelse
                    .skriv(new Foresporsel(
                                    "GET /digisos/api/v1/soknader/soknader HTTP/1.1",
                                    innlogget().replaceFirst("Bearer \\S+", "Bearer " + token),
                                    "")
                            .tekst("*/*"))
                    .les("GET");
            assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        }
    }

    @Test
    void two_logins_in_one_call_are_none() throws IOException {
        try (RaaForbindelse forbindelse = new RaaForbindelse(base())) {
            RaaForbindelse.Svar svar = forbindelse
                    .skriv(new Foresporsel(
                                    "GET /digisos/api/v1/soknader/soknader HTTP/1.1",
                                    innlogget() + "authorization: Bearer a.b.c\r\n",
                                    "")
                            .tekst("*/*"))
                    .les("GET");
            assertFeil(svar, 400, "UGYLDIG_FORESPORSEL");
        }
    }

    @Test
    void every_refusal_leaves_one_line_with_its_errorId_and_no_path_that_came() throws IOException {
        List<String> ventet = new ArrayList<>();
        for (Arguments rad : (Iterable<Arguments>) refusals()::iterator) {
            if (!"*/*".equals(rad.get()[3])) {
                continue;
            }
            Foresporsel foresporsel = (Foresporsel) rad.get()[2];
            try (RaaForbindelse forbindelse = new RaaForbindelse(base())) {
                String svar = forbindelse
                        .skriv(foresporsel.tekst("*/*"))
                        .les(foresporsel.linje().split(" ")[0])
                        .tekst();
                String errorId = svar.replaceFirst(".*\"errorId\":\"([^\"]+)\".*", "$1");
                ventet.add("Avslått " + errorId + ": " + rad.get()[0] + " "
                        + (rad.get()[1] == null ? "-" : rad.get()[1]) + " ");
            }
        }
        assertThat(ventet).hasSizeGreaterThan(25);
        List<String> logg = logg(ventet.getLast());
        for (String linje : ventet) {
            assertThat(logg.stream().filter(l -> l.contains(linje) && l.contains(" INFO ")))
                    .as(linje)
                    .hasSize(1);
        }
        assertThat(logg.stream().filter(l -> l.contains("Avslått")))
                .anyMatch(l -> l.contains(
                        "415 FEIL_INNHOLDSTYPE POST /digisos/api/v2/soknader/{kommunenummer}/{navEksternRefId}"))
                .anyMatch(l -> l.contains("401 UGYLDIG_TOKEN GET /digisos/api/v1/soknader/soknader"))
                .anyMatch(l -> l.contains("405 METODE_IKKE_TILLATT - /digisos/api/v2/soknader/"))
                .noneMatch(l -> l.contains("ref-1"));
    }

    /** The function's log, once this is in it. */
    private static List<String> logg(String siste) throws IOException {
        long slutt = System.nanoTime() + 30_000_000_000L;
        List<String> logg = Files.readAllLines(LOGG);
        while (logg.stream().noneMatch(l -> l.contains(siste)) && System.nanoTime() < slutt) {
            Thread.onSpinWait();
            logg = Files.readAllLines(LOGG);
        }
        return logg;
    }

    private static void assertFeil(
            RaaForbindelse.Svar svar, int status, @org.jspecify.annotations.Nullable String kode) {
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(status);
        assertThat(svar.hode("Content-Type")).isEqualTo("application/json");
        assertThat(svar.tekst())
                .matches("\\{\"timestamp\":\\d+,\"status\":" + status
                        + ",\"error\":\"[^\"]+\",\"errorId\":\"[0-9a-f-]{36}\",\"path\":\"[^\"]*\",\"originalPath\":null,"
                        + "\"message\":\"[^\\n]+\",\"errorCode\":" + (kode == null ? "null" : "\"" + kode + "\"")
                        + ",\"errorJson\":null\\}");
        if (status == 401) {
            assertThat(svar.hode("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    private static String token() {
        return Testmiljo.gjeldende().utsteder().person(FNR);
    }

    private static String innlogget() {
        return "Authorization: Bearer " + token() + "\r\nIntegrasjonId: " + Fro.NAV.id() + "\r\nIntegrasjonPassord: "
                + Fro.NAV.passord() + "\r\n";
    }

    private static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }
}
