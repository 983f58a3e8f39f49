package no.digisos.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import no.digisos.common.krypto.LargeDefiniteCms;
import no.digisos.common.testkit.Skjema;
import no.digisos.local.stack.FunctionProcess;
import no.digisos.local.stack.RunningStack;
import no.digisos.local.stack.Stack;
import no.digisos.local.stack.StackOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Files that do not fit in the function's memory, through the packaged function as a process of its own. What is asserted is memory;
 * times are printed. With {@code -Ddigisos.lang=true} the sizes are those that nav.no may reach.
 */
class StoreFilerTest {
    private static final boolean LANG = Boolean.getBoolean("digisos.lang");
    private static final long MIB = 1 << 20;
    private static final long STOR = LANG ? 1024 * MIB : 300 * MIB;
    private static final int FILER = LANG ? 30 : 10;
    private static final int FIL = 10 << 20;
    private static final long MINNE = 128 * MIB;
    private static final String FNR = "01819010001";

    private static RunningStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = Stack.start(StackOptions.usual().with(StackOptions.Fallback.MANUELL));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void a_file_far_larger_than_the_heap_passes_through_a_flat_memory() throws Exception {
        FunctionProcess funksjon = medHeap("128m");
        try {
            long pid = funksjon.pid().orElseThrow();
            long stille = glemTopp(pid);
            Opplasting.Utfall utfall = opplasting(funksjon)
                    .send(
                            ref(),
                            "stor.pdf",
                            STOR,
                            Opplasting.kryptert(STOR, stack.keys().platform().certificate()));
            long topp = minne(pid, "VmHWM");
            assertThat(utfall.status()).as(utfall.tekst()).isEqualTo(202);
            System.out.printf(
                    "1 file of %d MiB, -Xmx128m: idle %d MiB, peak %d MiB, %.1f s, answered %.2f s after the last byte%n",
                    STOR / MIB, stille / MIB, topp / MIB, sekunder(utfall.hele()), sekunder(utfall.etterSisteByte()));
            assertThat(topp - stille).isLessThanOrEqualTo(MINNE);
        } finally {
            funksjon.stop();
        }
    }

    @Test
    void a_definite_length_document_of_200_MiB_passes_through_a_heap_of_64_MiB() throws Exception {
        FunctionProcess funksjon = medHeap("64m");
        try {
            long pid = funksjon.pid().orElseThrow();
            long stille = glemTopp(pid);
            Opplasting.Utfall utfall = opplasting(funksjon)
                    .send(
                            ref(),
                            "der.pdf",
                            LargeDefiniteCms.PLAIN_BYTES,
                            LargeDefiniteCms.document(stack.keys().platform().certificate()));
            System.out.printf(
                    "1 file of 200 MiB with a definite length, -Xmx64m: idle %d MiB, peak %d MiB, %.1f s, answered %.2f s"
                            + " after the last byte%n",
                    stille / MIB,
                    minne(pid, "VmHWM") / MIB,
                    sekunder(utfall.hele()),
                    sekunder(utfall.etterSisteByte()));
            assertThat(utfall.status()).as(utfall.tekst()).isEqualTo(202);
            assertThat(utfall.tekst()).contains("\"storrelse\":" + LargeDefiniteCms.PLAIN_BYTES);
        } finally {
            funksjon.stop();
        }
    }

    /** As upload sends an ettersendelse: one request for each file, then vedlegg.json alone (contract.md 1.4). */
    @Test
    void many_files_one_by_one_become_one_ettersendelse() throws Exception {
        String gateway = stack.json().gateway().http().toString();
        Opplasting maskin = new Opplasting(gateway, stack.tokens().token("maskinporten", Map.of()));
        Opplasting person = new Opplasting(gateway, stack.tokens().token("idporten", Map.of("pid", FNR)));
        byte[] cms = Skjema.krypter(new byte[FIL], stack.keys().platform().certificate());
        String sak = nySak(person);
        String ref = ref() + "0001";
        List<Duration> ventet = new ArrayList<>();
        for (int i = 0; i < FILER; i++) {
            Opplasting.Utfall utfall = maskin.send(ref, navn(i), FIL, new ByteArrayInputStream(cms));
            assertThat(utfall.status()).as(utfall.tekst()).isEqualTo(202);
            ventet.add(utfall.etterSisteByte());
        }
        String liste = IntStream.range(0, FILER)
                .mapToObj(i -> "{\"filnavn\":\"" + navn(i) + "\",\"sha512\":\"ab\"}")
                .collect(Collectors.joining(","));
        Opplasting.Utfall sendt = send(
                person,
                "/digisos/api/v2/soknader/0301/" + sak + "/" + ref,
                new Skjema()
                        .json(
                                "vedlegg.json",
                                "{\"vedlegg\":[{\"type\":\"annet\",\"tilleggsinfo\":\"annet\",\"status\":\"LastetOpp\","
                                        + "\"filer\":[" + liste + "]}]}"));
        assertThat(sendt.status()).as(sendt.tekst()).isEqualTo(202);
        System.out.printf(
                "%d files of 10 MiB: slowest answered %.2f s after its last byte, the ettersendelse %.2f s%n",
                FILER,
                sekunder(ventet.stream().max(Duration::compareTo).orElseThrow()),
                sekunder(sendt.etterSisteByte()));
    }

    private static String nySak(Opplasting person) throws IOException, InterruptedException {
        Opplasting.Utfall utfall = send(
                person,
                "/digisos/api/v2/soknader/0301/" + ref(),
                new Skjema()
                        .json("soknadJson", "{\"version\":\"1.0.0\"}")
                        .json("vedleggJson", "{\"vedlegg\":[]}")
                        .fil("Soknad.pdf", new byte[9], stack.keys().platform().certificate()));
        assertThat(utfall.status()).as(utfall.tekst()).isEqualTo(202);
        return utfall.tekst().replace("\"", "");
    }

    private static Opplasting.Utfall send(Opplasting person, String sti, Skjema skjema)
            throws IOException, InterruptedException {
        InputStream kropp = new ByteArrayInputStream(skjema.bytes());
        return person.post(sti, skjema.innholdstype(), kropp);
    }

    /** {@code _JAVA_OPTIONS} comes after the command line, whose own heap it replaces. */
    private static FunctionProcess medHeap(String heap) throws IOException, InterruptedException {
        FunctionProcess funksjon = stack.another(
                "submit-function",
                Map.of(
                        "_JAVA_OPTIONS", "-Xmx" + heap,
                        "DIGISOS_OPPLASTING_MAKS_FORESPORSEL", "2G",
                        "DIGISOS_OPPLASTING_MAKS_FIL", "2G",
                        // The usual limits do not fit so small a heap.
                        "DIGISOS_OVERFORING_OPPLASTINGER", "8",
                        "DIGISOS_OVERFORING_NEDLASTINGER", "8",
                        "DIGISOS_OVERFORING_MAKS_KO", "64",
                        "DIGISOS_OVERFORING_MAKS_UTESTAENDE", "8M",
                        "DIGISOS_OVERFORING_MAKS_JSON_MINNE", "8M"));
        funksjon.start();
        funksjon.awaitReady();
        return funksjon;
    }

    private static Opplasting opplasting(FunctionProcess funksjon) {
        return new Opplasting(
                "http://127.0.0.1:" + funksjon.health().getPort(),
                stack.tokens().token("maskinporten", Map.of()));
    }

    private static String navn(int nr) {
        return "fil-" + nr + ".pdf";
    }

    private static String ref() {
        return UUID.randomUUID().toString();
    }

    private static double sekunder(Duration tid) {
        return tid.toMillis() / 1000.0;
    }

    /** Lets the peak begin at what is used now, in bytes. */
    private static long glemTopp(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        assumeTrue(Files.isReadable(status), "No /proc: memory cannot be measured here");
        Files.writeString(Path.of("/proc", Long.toString(pid), "clear_refs"), "5");
        return minne(pid, "VmRSS");
    }

    private static long minne(long pid, String navn) throws IOException {
        try (var linjer = Files.lines(Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.US_ASCII)) {
            return linjer.filter(linje -> linje.startsWith(navn + ":"))
                    .mapToLong(linje -> Long.parseLong(linje.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
