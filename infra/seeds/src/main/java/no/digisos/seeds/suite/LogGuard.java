package no.digisos.seeds.suite;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import no.digisos.seeds.client.Client;

/** What the function under test logs from here on, whether it is in this process or an executable. */
public final class LogGuard {
    private static final Path LOG = Path.of("target", "quarkus.log");
    private static final long FRIST_NS = 60_000_000_000L;

    /** The logger of mock-oauth2-server, as the file abbreviates it. */
    private static final String ISSUER = "OAuth2HttpRequestHandler]";

    private final String base;
    private final int from;

    private LogGuard(String base, int from) {
        this.base = base;
        this.from = from;
    }

    /** Begins with the next line. */
    public static LogGuard fromNow(String base) {
        return new LogGuard(base, new LogGuard(base, 0).linesUntilNow().size());
    }

    /** The lines at ERROR and above that are the function's own: the issuer of tests runs in the same process, and says so itself. */
    public List<String> failure() {
        return lines().stream()
                .filter(line -> line.contains(" ERROR ") || line.contains(" FATAL "))
                .filter(line -> !line.contains(ISSUER))
                .toList();
    }

    /** All lines. */
    public List<String> lines() {
        List<String> all = linesUntilNow();
        if (all.size() < from) {
            throw new AssertionError(LOG + " has become shorter");
        }
        return all.subList(from, all.size());
    }

    /** A refused call leaves a line with its errorId, so once that one is there, so is all that came before it. */
    private List<String> linesUntilNow() {
        try {
            String errorId = new ObjectMapper()
                    .readTree(Client.against(base).get("/finnes/ikke").bytes())
                    .path("errorId")
                    .asText();
            long end = System.nanoTime() + FRIST_NS;
            List<String> log = read();
            while (log.stream().noneMatch(line -> line.contains(errorId))) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("no line of " + errorId + " in " + LOG);
                }
                Thread.onSpinWait();
                log = read();
            }
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As octets: a line may hold what is no text. */
    private static List<String> read() throws IOException {
        return Files.readAllLines(LOG, StandardCharsets.ISO_8859_1);
    }
}
