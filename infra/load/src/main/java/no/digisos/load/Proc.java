package no.digisos.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What Linux tells of a process. */
final class Proc {
    private static final long KIB = 1024;

    private Proc() {}

    /** Bytes that are resident now; empty when the process is gone. */
    static OptionalLong resident(long pid) {
        return field(pid, "VmRSS:");
    }

    /** The most bytes that ever were resident; empty when the process is gone. */
    static OptionalLong peak(long pid) {
        return field(pid, "VmHWM:");
    }

    private static OptionalLong field(long pid, String name) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                if (line.startsWith(name)) {
                    return OptionalLong.of(Long.parseLong(line.replaceAll("\\D", "")) * KIB);
                }
            }
            return OptionalLong.empty();
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            // «No such process»: it went while it was read.
            return OptionalLong.empty();
        }
    }
}
