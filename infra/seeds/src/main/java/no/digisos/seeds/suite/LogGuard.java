package no.digisos.seeds.suite;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import no.digisos.seeds.client.Client;

/** What the function under test logs from here on, whether it is in this process or an executable. */
public final class LogGuard {
    private static final Path LOG = Path.of("target", "quarkus.log");
    private static final long FRIST_NS = 60_000_000_000L;

    /** The logger of mock-oauth2-server, as the file abbreviates it. */
    private static final String ISSUER = "OAuth2HttpRequestHandler]";

    private static final Duration PAUSE = Duration.ofMillis(5);

    private final String base;
    private final long from;

    private LogGuard(String base, long from) {
        this.base = base;
        this.from = from;
    }

    /** Begins with the next line. */
    public static LogGuard fromNow(String base) {
        try {
            LogGuard before = new LogGuard(base, Files.exists(LOG) ? Files.size(LOG) : 0);
            before.lines();
            return new LogGuard(base, Files.size(LOG));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines at ERROR and above that are the function's own: the issuer of tests runs in the same process, and says so itself. */
    public List<String> failure() {
        return lines().stream()
                .filter(line -> line.contains(" ERROR ") || line.contains(" FATAL "))
                .filter(line -> !line.contains(ISSUER))
                .toList();
    }

    /** All lines. A refused call leaves a line with its errorId, so once that one is there, so is all that came before it. */
    public List<String> lines() {
        try {
            String errorId = new ObjectMapper()
                    .readTree(Client.against(base).get("/finnes/ikke").bytes())
                    .path("errorId")
                    .asText();
            long end = System.nanoTime() + FRIST_NS;
            String log = read();
            while (!log.contains(errorId) || !log.endsWith("\n")) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("no line of " + errorId + " in " + LOG);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
                log = read();
            }
            return log.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was written since, as octets: a line may hold what is no text. */
    private String read() throws IOException {
        try (SeekableByteChannel log = Files.newByteChannel(LOG)) {
            if (log.size() < from) {
                throw new AssertionError(LOG + " has become shorter");
            }
            ByteBuffer written = ByteBuffer.allocate(Math.toIntExact(log.size() - from));
            log.position(from);
            while (written.hasRemaining() && log.read(written) >= 0) {
                // Until there is no more, or no more than was there.
            }
            return new String(written.array(), 0, written.position(), StandardCharsets.ISO_8859_1);
        }
    }
}
