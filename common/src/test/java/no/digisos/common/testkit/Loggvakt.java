package no.digisos.common.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the function under test logs from here on, whether it is in this process or an executable. */
public final class Loggvakt {
    private static final Path LOGG = Path.of("target", "quarkus.log");
    private static final long FRIST_NS = 60_000_000_000L;

    /** The logger of mock-oauth2-server, as the file abbreviates it. */
    private static final String UTSTEDERS = "OAuth2HttpRequestHandler]";

    private final String base;
    private final int fra;

    private Loggvakt(String base, int fra) {
        this.base = base;
        this.fra = fra;
    }

    /** Begins with the next line. */
    public static Loggvakt fraNa(String base) {
        return new Loggvakt(base, new Loggvakt(base, 0).linjerTilNa().size());
    }

    /** The lines at ERROR and above that are the function's own: the issuer of tests runs in the same process, and says so itself. */
    public List<String> feil() {
        return linjer().stream()
                .filter(linje -> linje.contains(" ERROR ") || linje.contains(" FATAL "))
                .filter(linje -> !linje.contains(UTSTEDERS))
                .toList();
    }

    /** All lines. */
    public List<String> linjer() {
        List<String> alle = linjerTilNa();
        if (alle.size() < fra) {
            throw new AssertionError(LOGG + " has become shorter");
        }
        return alle.subList(fra, alle.size());
    }

    /** A refused call leaves a line with its errorId, so once that one is there, so is all that came before it. */
    private List<String> linjerTilNa() {
        try {
            String errorId = new ObjectMapper()
                    .readTree(Klient.mot(base).get("/finnes/ikke").bytes())
                    .path("errorId")
                    .asText();
            long slutt = System.nanoTime() + FRIST_NS;
            List<String> logg = les();
            while (logg.stream().noneMatch(linje -> linje.contains(errorId))) {
                if (System.nanoTime() > slutt) {
                    throw new AssertionError("no line of " + errorId + " in " + LOGG);
                }
                Thread.onSpinWait();
                logg = les();
            }
            return logg;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As octets: a line may hold what is no text. */
    private static List<String> les() throws IOException {
        return Files.readAllLines(LOGG, StandardCharsets.ISO_8859_1);
    }
}
