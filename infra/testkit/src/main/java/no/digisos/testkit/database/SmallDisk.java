package no.digisos.testkit.database;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;

/** A disk (tmpfs) of its own for one table of the database, small enough to be filled. Only root can make one. */
public final class SmallDisk implements AutoCloseable {
    private static final int MIB = 1024 * 1024;
    private static final int FREE = 16 * MIB;
    private static final int BLOCK = 4096;

    private final TestDatabase database;
    private final String table;
    private final String name = "liten_" + UUID.randomUUID().toString().replace('-', '_');
    private final Path directory;

    private SmallDisk(TestDatabase database, String table, Path directory) {
        this.database = database;
        this.table = table;
        this.directory = directory;
    }

    /** Moves the table there; empty where nothing can be mounted. */
    public static Optional<SmallDisk> with(TestDatabase database, String table) {
        try {
            Path directory = Files.createTempDirectory("digisos-disk");
            long bytes = storrelse(database, table) + FREE;
            if (!run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", directory.toString())) {
                Files.delete(directory);
                return Optional.empty();
            }
            SmallDisk disk = new SmallDisk(database, table, directory);
            Path place = Files.createDirectory(directory.resolve("tabellplass"));
            disk.execute("CREATE TABLESPACE " + disk.name + " LOCATION '" + place + "'");
            disk.execute("ALTER TABLE " + table + " SET TABLESPACE " + disk.name);
            // What was refused leaves dead rows, and nobody makes room of them meanwhile.
            disk.execute("ALTER TABLE " + table + " SET (autovacuum_enabled = false)");
            return Optional.of(disk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until not a block is left. */
    public void fill() {
        try (OutputStream out = Files.newOutputStream(ballast())) {
            byte[] block = new byte[BLOCK];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // As was meant.
        }
    }

    /** Makes room again. */
    public void empty() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves the table back. */
    @Override
    public void close() {
        empty();
        execute("ALTER TABLE " + table + " RESET (autovacuum_enabled)");
        execute("ALTER TABLE " + table + " SET TABLESPACE pg_default");
        // The files of what was moved away go with a checkpoint.
        execute("CHECKPOINT");
        execute("DROP TABLESPACE " + name);
        try {
            // Lazily: the server's processes let go of the files when they next do something.
            run("umount", "-l", directory.toString());
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }

    private void execute(String sql) {
        TestDatabase.execute(database.superuser(), sql);
    }

    private static long storrelse(TestDatabase database, String table) {
        try (Connection c = database.superuser().getConnection();
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery("SELECT pg_total_relation_size('" + table + "')")) {
            r.next();
            return r.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean run(String... word) throws IOException {
        try {
            return new ProcessBuilder(word)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
