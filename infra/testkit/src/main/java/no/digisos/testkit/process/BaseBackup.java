package no.digisos.testkit.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;

/**
 * A base backup of a running server, as {@code pg_basebackup} makes one. The embedded binaries lack that program, so this is the
 * manual's "low-level API" (PostgreSQL 17, 25.3.4): the files are copied while they are written, and the log mends the copy.
 */
public final class BaseBackup {

    /** Whose content belongs to the running server, or is brought by the log. */
    private static final Set<String> LEFT_EMPTY = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts", "epg-lock");
    private static final String OWNER_ONLY = "rwx------";

    private final Path copy;

    private BaseBackup(Path copy) {
        this.copy = copy;
    }

    /**
     * Takes one, while the server is written to.
     *
     * @param copy the directory that it becomes
     * @throws SQLException when the server does not let it
     */
    public static BaseBackup take(LocalPostgres server, Path copy) throws IOException, SQLException {
        // The backup lasts as long as this connection.
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('digisos', true)");
            copy(server.data(), copy);
            try (ResultSet row = statement.executeQuery("SELECT labelfile FROM pg_backup_stop()")) {
                row.next();
                Files.writeString(copy.resolve("backup_label"), row.getString(1));
            }
        }
        return new BaseBackup(copy);
    }

    /**
     * Lays a data directory out, which a server can be started on.
     *
     * @param signal {@code recovery.signal} or {@code standby.signal}: what the server does with the log
     * @param settings what it is told otherwise than the server that was copied
     */
    public Path layOut(Path data, String signal, Map<String, String> settings) throws IOException {
        copy(copy, data);
        StringBuilder lines = new StringBuilder();
        settings.forEach((name, value) -> lines.append(name)
                .append(" = '")
                .append(value.replace("'", "''"))
                .append("'\n"));
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                lines,
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        Files.createFile(data.resolve(signal));
        return data;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        // The server refuses a directory that others may read.
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString(OWNER_ONLY));
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Path same = to.resolve(from.relativize(directory));
                Files.createDirectories(same);
                Files.setPosixFilePermissions(same, PosixFilePermissions.fromString(OWNER_ONLY));
                boolean empty = from.equals(directory.getParent())
                        && LEFT_EMPTY.contains(directory.getFileName().toString());
                return empty ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!LEFT_OUT.contains(file.getFileName().toString())) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                    } catch (NoSuchFileException e) {
                        // Removed by the server meanwhile, which the log says too.
                        return FileVisitResult.CONTINUE;
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }
}
