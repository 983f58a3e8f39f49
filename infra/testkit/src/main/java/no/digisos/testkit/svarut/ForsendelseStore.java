package no.digisos.testkit.svarut;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The forsendelser on disk: one directory each, with the files and, written last, {@code forsendelse.json}. Everything
 * is forced to disk before the record gets its name, so a directory without a record was never accepted and is swept at
 * the next start.
 */
final class ForsendelseStore {

    private static final String RECORD = "forsendelse.json";

    private final Path directory;
    private final JsonMapper json;
    private final AtomicLong lastNr = new AtomicLong();
    private final ConcurrentMap<UUID, StoredForsendelse> byId = new ConcurrentHashMap<>();

    private ForsendelseStore(Path directory, JsonMapper json) {
        this.directory = directory;
        this.json = json;
    }

    /** Opens the store and reads what an earlier emulator left there. */
    static ForsendelseStore open(Path directory, JsonMapper json) throws IOException {
        Files.createDirectories(directory);
        ForsendelseStore store = new ForsendelseStore(directory, json);
        try (Stream<Path> children = Files.list(directory)) {
            for (Path child : children.filter(Files::isDirectory).toList()) {
                store.load(child);
            }
        }
        return store;
    }

    private void load(Path child) throws IOException {
        Path file = child.resolve(RECORD);
        if (Files.notExists(file)) {
            delete(child);
            return;
        }
        StoredForsendelse stored = json.readValue(file.toFile(), StoredForsendelse.class);
        byId.put(stored.id(), stored);
        lastNr.accumulateAndGet(stored.nr(), Math::max);
    }

    /** A forsendelse that is being received; {@link #close()} throws it away unless it was accepted. */
    final class Incoming implements AutoCloseable {

        private final UUID id;
        private final Path files;
        private boolean accepted;

        private Incoming(UUID id) throws IOException {
            this.id = id;
            this.files = Files.createDirectory(directory.resolve(id.toString()));
        }

        UUID id() {
            return id;
        }

        long nextNr() {
            return lastNr.incrementAndGet();
        }

        /** A new file, forced to disk when it is closed. */
        OutputStream write(String name) throws IOException {
            FileChannel channel =
                    FileChannel.open(files.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new FilterOutputStream(Channels.newOutputStream(channel)) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length);
                }

                @Override
                public void close() throws IOException {
                    try (channel) {
                        channel.force(true);
                    }
                }
            };
        }

        InputStream read(String name) throws IOException {
            return Files.newInputStream(files.resolve(name));
        }

        /** From here on the forsendelse exists. */
        void accept(StoredForsendelse stored) throws IOException {
            writeRecord(stored);
            force(directory);
            accepted = true;
            byId.put(id, stored);
        }

        @Override
        public void close() throws IOException {
            if (!accepted) {
                delete(files);
            }
        }
    }

    Incoming receive() throws IOException {
        return new Incoming(UUID.randomUUID());
    }

    /** The same once more under an id of its own, as if it had been taken over twice. */
    void acceptAgain(StoredForsendelse stored) throws IOException {
        try (Incoming twin = receive()) {
            for (StoredForsendelse.StoredDokument dokument : stored.dokumenter()) {
                try (OutputStream out = twin.write(dokument.file())) {
                    Files.copy(file(stored, dokument), out);
                }
            }
            twin.accept(new StoredForsendelse(
                    twin.nextNr(),
                    twin.id(),
                    stored.kontoId(),
                    stored.forsendelse(),
                    stored.dokumenter(),
                    stored.hendelser(),
                    stored.refusedOnLookup(),
                    stored.filesDeleted()));
        }
    }

    Optional<StoredForsendelse> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All, in the order they came. */
    List<StoredForsendelse> all() {
        return byId.values().stream()
                .sorted(Comparator.comparingLong(StoredForsendelse::nr))
                .toList();
    }

    /** Those of a konto with a reference, in the order they came. */
    List<StoredForsendelse> withEksternReferanse(UUID kontoId, String eksternReferanse) {
        return all().stream()
                .filter(stored -> stored.kontoId().equals(kontoId))
                .filter(stored -> eksternReferanse.equals(stored.eksternReferanse()))
                .toList();
    }

    /** Changes one, on disk first; the change sees the newest state. */
    StoredForsendelse update(UUID id, UnaryOperator<StoredForsendelse> change) {
        StoredForsendelse changed = byId.computeIfPresent(id, (_, stored) -> {
            StoredForsendelse next = change.apply(stored);
            try {
                writeRecord(next);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return next;
        });
        if (changed == null) {
            throw new EmulatorRefusal(404, "Fant ikke forsendelsen");
        }
        return changed;
    }

    Path file(StoredForsendelse stored, StoredForsendelse.StoredDokument dokument) {
        return directory.resolve(stored.id().toString()).resolve(dokument.file());
    }

    private void writeRecord(StoredForsendelse stored) throws IOException {
        Path home = directory.resolve(stored.id().toString());
        Path temporary = home.resolve(RECORD + ".new");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            Channels.newOutputStream(channel).write(json.writeValueAsBytes(stored));
            channel.force(true);
        }
        Files.move(
                temporary, home.resolve(RECORD), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(home);
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
