package no.digisos.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import no.digisos.local.stack.StackJson;

/** What a function shows of itself beside its answers: its memory, the series of its metrics, its log. */
final class Watched {
    private static final Pattern ERROR = Pattern.compile("\"level\":\\s*\"(?:ERROR|FATAL)\"| (?:ERROR|FATAL) \\[");
    private static final int SHOWN = 5;
    private static final long MEBIBYTE = 1024;
    /** What a heap that is not yet used to its limit may still take in the second half of a run. */
    private static final double SECOND_HALF = 1.25;

    private final String name;
    private final StackJson.FunctionInfo function;
    private final URI base;
    private final long logBegan;
    private final List<Long> memory = new ArrayList<>();
    private final List<Integer> series = new ArrayList<>();

    Watched(String name, StackJson.FunctionInfo function) throws IOException {
        this.name = name;
        this.function = function;
        this.base = function.helse().resolve("/");
        this.logBegan = Files.size(function.logg());
    }

    String name() {
        return name;
    }

    int port() {
        return base.getPort();
    }

    /** Reads memory and series, between two parts of a run. */
    void look() throws IOException, InterruptedException {
        memory.add(mebibytes());
        series.add(series());
    }

    /** A line for the report. */
    String memory() {
        return String.format("%-18s MiB of memory %s, series of metrics %s", name, memory, series);
    }

    /** How many series came after the first look. */
    int newSeries() {
        return series.getLast() - series.getFirst();
    }

    /** Whether the second half of the run left memory as the first half did. */
    boolean level() {
        return memory.getLast() <= memory.get((memory.size() - 1) / 2) * SECOND_HALF;
    }

    /** Whether it runs and is ready. */
    boolean ready() throws InterruptedException {
        try {
            return get(function.helse()).statusCode() == 200
                    && ProcessHandle.of(function.pid())
                            .filter(ProcessHandle::isAlive)
                            .isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /** The first lines at ERROR, and how many there are. */
    Errors errors() throws IOException {
        List<String> first = new ArrayList<>();
        int count = 0;
        try (BufferedReader log = Files.newBufferedReader(function.logg(), StandardCharsets.ISO_8859_1)) {
            long _ = log.skip(logBegan);
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                if (ERROR.matcher(line).find()) {
                    count++;
                    if (first.size() < SHOWN) {
                        first.add(line);
                    }
                }
            }
        }
        return new Errors(count, List.copyOf(first));
    }

    /** What stands at ERROR in a log. */
    record Errors(int count, List<String> first) {}

    private long mebibytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(function.pid()), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / MEBIBYTE;
            }
        }
        return 0;
    }

    private int series() throws IOException, InterruptedException {
        return (int) get(base.resolve("/q/metrics"))
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .count();
    }

    private static java.net.http.HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(address)
                            .timeout(Duration.ofMinutes(1))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
