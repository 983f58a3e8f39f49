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
import no.digisos.local.stack.FunctionProcess;
import no.digisos.local.stack.RunningStack;
import no.digisos.seeds.client.MultipartForm;
import no.digisos.testkit.cms.LargeDefiniteCms;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Files that do not fit in the function's memory, through the packaged function as a process of its own. What is asserted is memory;
 * times are printed. With {@code -Ddigisos.lang=true} the sizes are those that nav.no may reach.
 */
@ExtendWith(SharedStack.class)
class LargeFilesTest {
    private static final boolean LONG = Boolean.getBoolean("digisos.lang");
    private static final long MIB = 1 << 20;
    private static final long LARGE = LONG ? 1024 * MIB : 300 * MIB;
    private static final int FILES = LONG ? 30 : 10;
    private static final int FILE = 10 << 20;
    private static final long MEMORY = 128 * MIB;
    private static final String FNR = "01819010001";

    private static RunningStack stack;

    @BeforeAll
    static void start(RunningStack shared) {
        stack = shared;
    }

    @Test
    void a_file_far_larger_than_the_heap_passes_through_a_flat_memory() throws Exception {
        FunctionProcess function = withHeap("128m");
        try {
            long pid = function.pid().orElseThrow();
            long quiet = forgetPeak(pid);
            FileUpload.Outcome outcome = upload(function)
                    .send(
                            ref(),
                            "stor.pdf",
                            LARGE,
                            FileUpload.encrypted(LARGE, stack.keys().platform().certificate()));
            long peak = memory(pid, "VmHWM");
            assertThat(outcome.status()).as(outcome.tekst()).isEqualTo(202);
            System.out.printf(
                    "1 file of %d MiB, -Xmx128m: idle %d MiB, peak %d MiB, %.1f s, answered %.2f s after the last byte%n",
                    LARGE / MIB, quiet / MIB, peak / MIB, seconds(outcome.hele()), seconds(outcome.etterSisteByte()));
            assertThat(peak - quiet).isLessThanOrEqualTo(MEMORY);
        } finally {
            function.stop();
        }
    }

    @Test
    void a_definite_length_document_of_200_MiB_passes_through_a_heap_of_64_MiB() throws Exception {
        FunctionProcess function = withHeap("64m");
        try {
            long pid = function.pid().orElseThrow();
            long quiet = forgetPeak(pid);
            FileUpload.Outcome outcome = upload(function)
                    .send(
                            ref(),
                            "der.pdf",
                            LargeDefiniteCms.PLAIN_BYTES,
                            LargeDefiniteCms.document(stack.keys().platform().certificate()));
            System.out.printf(
                    "1 file of 200 MiB with a definite length, -Xmx64m: idle %d MiB, peak %d MiB, %.1f s, answered %.2f s"
                            + " after the last byte%n",
                    quiet / MIB,
                    memory(pid, "VmHWM") / MIB,
                    seconds(outcome.hele()),
                    seconds(outcome.etterSisteByte()));
            assertThat(outcome.status()).as(outcome.tekst()).isEqualTo(202);
            assertThat(outcome.tekst()).contains("\"storrelse\":" + LargeDefiniteCms.PLAIN_BYTES);
        } finally {
            function.stop();
        }
    }

    /** As upload sends an ettersendelse: one request for each file, then vedlegg.json alone (contract.md 1.4). */
    @Test
    void many_files_one_by_one_become_one_ettersendelse() throws Exception {
        String gateway = stack.json().gateway().http().toString();
        FileUpload machine = new FileUpload(gateway, stack.tokens().token("maskinporten", Map.of()));
        FileUpload person = new FileUpload(gateway, stack.tokens().token("idporten", Map.of("pid", FNR)));
        byte[] cms =
                MultipartForm.encrypt(new byte[FILE], stack.keys().platform().certificate());
        String sak = newSak(person);
        String ref = ref() + "0001";
        List<Duration> expected = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            FileUpload.Outcome outcome = machine.send(ref, name(i), FILE, new ByteArrayInputStream(cms));
            assertThat(outcome.status()).as(outcome.tekst()).isEqualTo(202);
            expected.add(outcome.etterSisteByte());
        }
        String list = IntStream.range(0, FILES)
                .mapToObj(i -> "{\"filnavn\":\"" + name(i) + "\",\"sha512\":\"ab\"}")
                .collect(Collectors.joining(","));
        FileUpload.Outcome sent = send(
                person,
                "/digisos/api/v2/soknader/0301/" + sak + "/" + ref,
                new MultipartForm()
                        .json(
                                "vedlegg.json",
                                "{\"vedlegg\":[{\"type\":\"annet\",\"tilleggsinfo\":\"annet\",\"status\":\"LastetOpp\","
                                        + "\"filer\":[" + list + "]}]}"));
        assertThat(sent.status()).as(sent.tekst()).isEqualTo(202);
        System.out.printf(
                "%d files of 10 MiB: slowest answered %.2f s after its last byte, the ettersendelse %.2f s%n",
                FILES,
                seconds(expected.stream().max(Duration::compareTo).orElseThrow()),
                seconds(sent.etterSisteByte()));
    }

    private static String newSak(FileUpload person) throws IOException, InterruptedException {
        FileUpload.Outcome outcome = send(
                person,
                "/digisos/api/v2/soknader/0301/" + ref(),
                new MultipartForm()
                        .json("soknadJson", "{\"version\":\"1.0.0\"}")
                        .json("vedleggJson", "{\"vedlegg\":[]}")
                        .file("Soknad.pdf", new byte[9], stack.keys().platform().certificate()));
        assertThat(outcome.status()).as(outcome.tekst()).isEqualTo(202);
        return outcome.tekst().replace("\"", "");
    }

    private static FileUpload.Outcome send(FileUpload person, String path, MultipartForm form)
            throws IOException, InterruptedException {
        InputStream body = new ByteArrayInputStream(form.bytes());
        return person.post(path, form.contentType(), body);
    }

    /** {@code _JAVA_OPTIONS} comes after the command line, whose own heap it replaces. */
    private static FunctionProcess withHeap(String heap) throws IOException, InterruptedException {
        FunctionProcess function = stack.another(
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
        function.start();
        function.awaitReady();
        return function;
    }

    private static FileUpload upload(FunctionProcess function) {
        return new FileUpload(
                "http://127.0.0.1:" + function.health().getPort(),
                stack.tokens().token("maskinporten", Map.of()));
    }

    private static String name(int nr) {
        return "fil-" + nr + ".pdf";
    }

    private static String ref() {
        return UUID.randomUUID().toString();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    /** Lets the peak begin at what is used now, in bytes. */
    private static long forgetPeak(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        assumeTrue(Files.isReadable(status), "No /proc: memory cannot be measured here");
        Files.writeString(Path.of("/proc", Long.toString(pid), "clear_refs"), "5");
        return memory(pid, "VmRSS");
    }

    private static long memory(long pid, String name) throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.US_ASCII)) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
