package no.digisos.fallback.svarut;

import static no.digisos.fallback.testkit.TestServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import no.digisos.fallback.svarut.SendOutcome.Sent;
import no.digisos.fallback.testkit.TestServer;
import no.digisos.fallback.testkit.TestServer.Head;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class MultipartTest {
    private static final long MEGABYTE = 1024 * 1024;

    private record Part(String head, ByteBuffer content) {
        String text() {
            return StandardCharsets.UTF_8.decode(content.duplicate()).toString();
        }
    }

    @Test
    void metadataComesFirstAndTheDocumentsInTheirOrder() throws Exception {
        byte[] binary = new byte[200_000];
        new Random(7).nextBytes(binary);
        List<ForsendelseDokument> dokumenter = List.of(
                Fixture.document("søknad – æøå ÆØÅ 申請 😀.json", "{\"navn\":\"Åse\"}".getBytes(StandardCharsets.UTF_8)),
                Fixture.document("Soknad.pdf", binary),
                Fixture.document("tom; filename=x.pdf", new byte[0]),
                Fixture.document("linjer.json", "\r\n--\r\n".getBytes(StandardCharsets.UTF_8)),
                new ForsendelseDokument(
                        Fixture.metadata("ukjent lengde.pdf"), -1, () -> new ByteArrayInputStream(new byte[12_345])));

        List<Part> parts = send(dokumenter);

        assertThat(parts)
                .extracting(Part::head)
                .containsExactly(
                        "Content-Disposition: form-data; name=\"forsendelse\"\r\nContent-Type: application/json\r\n\r\n",
                        fileHead(0, "søknad – æøå ÆØÅ 申請 😀.json"),
                        fileHead(1, "Soknad.pdf"),
                        fileHead(2, "tom; filename=x.pdf"),
                        fileHead(3, "linjer.json"),
                        fileHead(4, "ukjent lengde.pdf"));
        assertThat(parts.get(1).text()).isEqualTo("{\"navn\":\"Åse\"}");
        assertThat(parts.get(2).content()).isEqualTo(ByteBuffer.wrap(binary));
        assertThat(parts.get(3).text()).isEmpty();
        assertThat(parts.get(4).text()).isEqualTo("\r\n--\r\n");
        assertThat(parts.get(5).content()).isEqualTo(ByteBuffer.allocate(12_345));
        JsonNode metadata = new JsonMapper().readTree(parts.get(0).text());
        assertThat(metadata.path("dokumenter").findValuesAsText("filnavn"))
                .containsExactly(
                        "søknad – æøå ÆØÅ 申請 😀.json",
                        "Soknad.pdf",
                        "tom; filename=x.pdf",
                        "linjer.json",
                        "ukjent lengde.pdf");
    }

    @Test
    void metadataIsAsTheContractWantsIt() throws Exception {
        String json = send(List.of(Fixture.document("soknad.json", new byte[1])))
                .getFirst()
                .text();

        assertThat(new JsonMapper().readTree(json)).isEqualTo(new JsonMapper().readTree("""
                                {
                                  "tittel": "Søknad til NAV",
                                  "mottaker": {
                                    "navn": "Testkommune", "digitalId": "987654321", "adresselinje1": "Gata 1",
                                    "postnummer": "0001", "poststed": "Oslo"
                                  },
                                  "dokumenter": [{
                                    "filnavn": "soknad.json", "mimeType": "application/json",
                                    "skalEkskluderesFraUtskrift": true, "inneholderPersonsensitivInformasjon": true
                                  }],
                                  "avgivendeSystem": "digisos_avsender",
                                  "forsendelsestype": "nav.digisos",
                                  "eksternReferanse": "110000abc",
                                  "korrelasjonsid": "33333333-3333-4333-8333-333333333333",
                                  "kryptert": true,
                                  "krevNiva4Innlogging": true,
                                  "kunDigitalLevering": false,
                                  "taushetsbelagtPost": true,
                                  "utskriftskonfigurasjon": { "utskriftMedFarger": false, "tosidig": true },
                                  "metadataFraAvleverendeSystem": { "dokumentetsDato": "2026-01-02T03:04:05Z" }
                                }"""));
    }

    /** What is read but not yet received is what somebody must hold; the kernel's socket buffers take their part of it. */
    @Test
    void twoHundredMegabytesAreSentWithoutBeingHeld() throws Exception {
        long length = 200 * MEGABYTE;
        AtomicLong received = new AtomicLong();
        CRC32 receivedSum = new CRC32();
        try (TestServer server = new TestServer(connection -> {
            connection.readHead();
            connection.readBody(new OutputStream() {
                @Override
                public void write(int b) {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int count) {
                    receivedSum.update(bytes, from, count);
                    received.addAndGet(count);
                }
            });
            connection.write(answer(200, Fixture.RECEIPT));
        })) {
            Counter source = new Counter(length, received);
            ForsendelseDokument document =
                    new ForsendelseDokument(Fixture.metadata("Soknad.pdf"), length, () -> source);

            assertThat(new Fixture(server.url("/api")).send(List.of(document))).isInstanceOf(Sent.class);
            assertThat(received.get()).isBetween(length, length + 5_000);
            assertThat(source.greatestLead).isLessThan(24 * MEGABYTE);
            assertThat(source.closed).isTrue();
        }
    }

    @Test
    void aDocumentIsOpenedWhenItIsItsTurn() throws Exception {
        List<String> events = new ArrayList<>();
        List<ForsendelseDokument> dokumenter = new ArrayList<>();
        for (String name : List.of("a.pdf", "b.pdf")) {
            dokumenter.add(new ForsendelseDokument(Fixture.metadata(name), 3, () -> {
                events.add("open " + name);
                return new ByteArrayInputStream(new byte[3]) {
                    @Override
                    public void close() {
                        events.add("close " + name);
                    }
                };
            }));
        }
        ForsendelseBody stream = ForsendelseBody.of("grense", new byte[] {'{', '}'}, dokumenter);
        assertThat(events).isEmpty();

        String all = new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);

        assertThat(all).startsWith("--grense\r\n").endsWith("\r\n--grense--\r\n");
        assertThat(events).containsExactly("open a.pdf", "close a.pdf", "open b.pdf", "close b.pdf");
    }

    @Test
    void aClosedBodyFailsInsteadOfEnding() throws Exception {
        ForsendelseBody stream =
                ForsendelseBody.of("grense", new byte[0], List.of(Fixture.document("a.pdf", new byte[10])));
        assertThat(stream.read()).isEqualTo('-');
        stream.close();

        assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
    }

    private static List<Part> send(List<ForsendelseDokument> dokumenter) throws Exception {
        CompletableFuture<byte[]> body = new CompletableFuture<>();
        try (TestServer server = new TestServer(connection -> {
            connection.readHead();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            connection.readBody(all);
            body.complete(all.toByteArray());
            connection.write(answer(200, Fixture.RECEIPT));
        })) {
            assertThat(new Fixture(server.url("/api")).send(dokumenter)).isInstanceOf(Sent.class);
            return parse(server.heads().getFirst(), body.join());
        }
    }

    private static List<Part> parse(Head head, byte[] body) throws IOException {
        String type = head.field("Content-Type");
        assertThat(type).startsWith("multipart/form-data; boundary=");
        MultipartInput in = MultipartInput.builder()
                .setInputStream(new ByteArrayInputStream(body))
                .setBoundary(type.substring(type.indexOf('=') + 1).getBytes(StandardCharsets.US_ASCII))
                .get();
        in.setHeaderCharset(StandardCharsets.UTF_8);
        List<Part> parts = new ArrayList<>();
        for (boolean more = in.skipPreamble(); more; more = in.readBoundary()) {
            String partHead = in.readHeaders();
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            in.readBodyData(content);
            parts.add(new Part(partHead, ByteBuffer.wrap(content.toByteArray())));
        }
        return parts;
    }

    private static String fileHead(int number, String filnavn) {
        return "Content-Disposition: form-data; name=\"filer_" + number + "\"; filename=\"" + filnavn
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
    }

    /** A long document, which notes how far its reader has ever been ahead of the receiver. */
    private static final class Counter extends InputStream {
        private final long length;
        private final AtomicLong received;
        private long total;
        private volatile long greatestLead;
        private volatile boolean closed;

        Counter(long length, AtomicLong received) {
            this.length = length;
            this.received = received;
        }

        @Override
        public int read() {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0];
        }

        @Override
        public int read(byte[] target, int from, int count) {
            if (total == length) {
                return -1;
            }
            int given = (int) Math.min(count, length - total);
            total += given;
            greatestLead = Math.max(greatestLead, total - received.get());
            return given;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
