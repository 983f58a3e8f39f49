package no.digisos.common.testkit;

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
public final class LitenDisk implements AutoCloseable {
    private static final int MIB = 1024 * 1024;
    private static final int LEDIG = 16 * MIB;
    private static final int BLOKK = 4096;

    private final TestDatabase database;
    private final String tabell;
    private final String navn = "liten_" + UUID.randomUUID().toString().replace('-', '_');
    private final Path katalog;

    private LitenDisk(TestDatabase database, String tabell, Path katalog) {
        this.database = database;
        this.tabell = tabell;
        this.katalog = katalog;
    }

    /** Moves the table there; empty where nothing can be mounted. */
    public static Optional<LitenDisk> med(TestDatabase database, String tabell) {
        try {
            Path katalog = Files.createTempDirectory("digisos-disk");
            long bytes = storrelse(database, tabell) + LEDIG;
            if (!kjor("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", katalog.toString())) {
                Files.delete(katalog);
                return Optional.empty();
            }
            LitenDisk disk = new LitenDisk(database, tabell, katalog);
            Path plass = Files.createDirectory(katalog.resolve("tabellplass"));
            disk.utfor("CREATE TABLESPACE " + disk.navn + " LOCATION '" + plass + "'");
            disk.utfor("ALTER TABLE " + tabell + " SET TABLESPACE " + disk.navn);
            // What was refused leaves dead rows, and nobody makes room of them meanwhile.
            disk.utfor("ALTER TABLE " + tabell + " SET (autovacuum_enabled = false)");
            return Optional.of(disk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until not a block is left. */
    public void fyll() {
        try (OutputStream ut = Files.newOutputStream(ballast())) {
            byte[] blokk = new byte[BLOKK];
            while (true) {
                ut.write(blokk);
            }
        } catch (IOException full) {
            // As was meant.
        }
    }

    public void tom() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves the table back. */
    @Override
    public void close() {
        tom();
        utfor("ALTER TABLE " + tabell + " RESET (autovacuum_enabled)");
        utfor("ALTER TABLE " + tabell + " SET TABLESPACE pg_default");
        // The files of what was moved away go with a checkpoint.
        utfor("CHECKPOINT");
        utfor("DROP TABLESPACE " + navn);
        try {
            // Lazily: the server's processes let go of the files when they next do something.
            kjor("umount", "-l", katalog.toString());
            Files.deleteIfExists(katalog);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ballast() {
        return katalog.resolve("ballast");
    }

    private void utfor(String sql) {
        TestDatabase.execute(database.superuser(), sql);
    }

    private static long storrelse(TestDatabase database, String tabell) {
        try (Connection c = database.superuser().getConnection();
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery("SELECT pg_total_relation_size('" + tabell + "')")) {
            r.next();
            return r.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean kjor(String... ord) throws IOException {
        try {
            return new ProcessBuilder(ord)
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
