package no.digisos.local.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the story down while it happens, for a reader and for {@code --json}; and fails it at the first wrong thing. */
public final class Journal {

    private static final int PATH_WIDTH = 92;
    private static final Pattern UUID_TAIL =
            Pattern.compile("([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final PrintStream out;
    private final List<Step> steps = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private String scene = "";
    private int scenes;

    /** A journal that is printed as it is written. */
    public Journal(PrintStream out) {
        this.out = out;
    }

    /**
     * Something that somebody did.
     *
     * @param call the method and the path, or a command
     * @param status the HTTP status, or the exit code
     */
    public record Step(String scene, String who, String call, int status, long millis) {}

    /** Something that was held against what it must be. */
    public record Check(String scene, String what, boolean ok) {}

    /** Begins a scene. */
    public void scene(String title) {
        scene = title;
        scenes++;
        out.println();
        out.println(scenes + ". " + title);
    }

    /** Writes down what somebody did, and how long it took. */
    public void did(String who, String method, String path, int status, Duration took) {
        steps.add(new Step(scene, who, method + " " + path, status, took.toMillis()));
        out.println(String.format(
                Locale.ROOT,
                "   %-10s %-6s %-" + PATH_WIDTH + "s %3d %6d ms",
                who,
                method,
                shortened(path),
                status,
                took.toMillis()));
    }

    /** Leaves a line free. */
    public void pause() {
        out.println();
    }

    /** Says something to the reader. */
    public void say(String text) {
        text.lines().forEach(line -> out.println("   " + line));
    }

    /** Checks one thing. */
    public void check(String what, boolean ok) {
        checks.add(new Check(scene, what, ok));
        if (!ok) {
            throw new CheckFailedException(what);
        }
        out.println("              ok: " + what);
    }

    /** Checks that something is as it must be. */
    public void equal(String what, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            checks.add(new Check(scene, what, false));
            throw new CheckFailedException(what + ": expected " + expected + ", but it was " + actual);
        }
        check(what, true);
    }

    /** The title of the scene that is being played. */
    public String scene() {
        return scene;
    }

    /** What was done so far. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** What was checked so far. */
    public List<Check> checks() {
        return List.copyOf(checks);
    }

    private static String shortened(String path) {
        String compact = UUID_TAIL.matcher(path).replaceAll("$1…");
        return compact.length() <= PATH_WIDTH ? compact : compact.substring(0, PATH_WIDTH - 1) + "…";
    }
}
