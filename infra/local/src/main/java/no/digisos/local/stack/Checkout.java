package no.digisos.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where things are in a checkout of the project.
 *
 * @param root the directory with {@code mvnw}
 */
public record Checkout(Path root) {

    private static final String AOT = "target/aot";
    private static final String STACK = "infra/local/target";

    /**
     * The checkout that the working directory is in.
     *
     * @throws IllegalStateException when it is in none
     */
    public static Checkout here() {
        Path start = Path.of("").toAbsolutePath();
        for (Path directory = start; directory != null; directory = directory.getParent()) {
            if (Files.exists(directory.resolve("mvnw")) && Files.isDirectory(directory.resolve("infra/local"))) {
                return new Checkout(directory);
            }
        }
        throw new IllegalStateException(start + " is not inside a checkout of Digisos");
    }

    /** Everything that a stack writes, but {@link #stackJson()}. */
    public Path work() {
        return root.resolve(STACK).resolve("stack");
    }

    /** What a running stack tells about itself. */
    public Path stackJson() {
        return root.resolve(STACK).resolve("stack.json");
    }

    /** Held by a running stack. */
    Path lock() {
        return root.resolve(STACK).resolve("stack.lock");
    }

    /** The SQL that makes the roles. */
    Path roles() {
        return root.resolve("infra/postgres/roller.sql");
    }

    /**
     * The migrator.
     *
     * @throws IOException when it is not built
     */
    Path migrator() throws IOException {
        return built(root.resolve("infra/migrate/target/digisos-migrate.jar"));
    }

    /**
     * A function for the JVM.
     *
     * @param module its directory
     * @throws IOException when it is not built
     */
    public Path jar(String module) throws IOException {
        return built(root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar"));
    }

    /**
     * A function for the JVM with an AOT cache.
     *
     * @param module its directory
     * @throws IOException when it is not built
     */
    Path aotJar(String module) throws IOException {
        return built(root.resolve(module).resolve(AOT).resolve("quarkus-run.jar"), "infra/load/aot");
    }

    /**
     * The AOT cache of a function.
     *
     * @param module its directory
     * @throws IOException when it is not built
     */
    Path aotCache(String module) throws IOException {
        return built(aotCacheToBe(module), "infra/load/aot");
    }

    /** Where the AOT cache of a function is to be. */
    Path aotCacheToBe(String module) {
        return root.resolve(module).resolve(AOT).resolve("app.aot");
    }

    /**
     * A function as a native executable.
     *
     * @param module its directory
     * @throws IOException when it is not built
     */
    public Path runner(String module) throws IOException {
        Path target = root.resolve(module).resolve("target");
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                List<Path> runners = files.filter(
                                file -> file.getFileName().toString().endsWith("-runner"))
                        .filter(Files::isExecutable)
                        .toList();
                if (runners.size() == 1) {
                    return runners.getFirst();
                }
            }
        }
        throw new IOException("There is no native executable of " + module + ". Build it: ./mvnw package -Dnative -pl "
                + module + " -am");
    }

    private static Path built(Path file) throws IOException {
        return built(file, "./mvnw package -DskipTests");
    }

    private static Path built(Path file, String how) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is not built. Build it: " + how);
        }
        return file;
    }
}
