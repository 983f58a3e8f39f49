package no.digisos.testkit.database;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;

/**
 * Has stolen the database and nothing else: reads every value of every table, and the files beneath them with the write-ahead log, where
 * what is gone from the tables still is. Looks for texts as they are, in other encodings and compressed, and tries out hashes.
 */
public final class Thief {
    private static final String ALL_COLUMNS = """
            SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
             WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
             ORDER BY c.relname, a.attnum""";

    private static final List<String> HASHES = List.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");
    private static final List<Charset> CHARSET = List.of(
            StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
    private static final int READ_AT_ONCE = 1 << 20;
    /** Shorter than what any word looked for becomes. */
    private static final int SHORTEST = 8;

    private final TestDatabase database;
    private final Instant begun;
    private final String firstWal;

    /** Comes before what is looked for is written: files that nobody has written to since are not searched. */
    public Thief(TestDatabase database) {
        this.database = database;
        this.begun = Instant.now().minusSeconds(1);
        this.firstWal = value("SELECT pg_walfile_name(pg_current_wal_lsn())");
    }

    /**
     * Where the texts are found in the tables.
     *
     * @return {@code table.column}, each once
     */
    public Set<String> iTables(Collection<String> texts) {
        Set<String> patterns = patterns(texts);
        Set<String> places = new TreeSet<>();
        forEachValue((place, value) -> {
            if (places.contains(place)) {
                return;
            }
            if (has(value, patterns)
                    || unpacked(value).map(packed -> has(packed, patterns)).orElse(false)) {
                places.add(place);
            }
        });
        return places;
    }

    /**
     * Where a hash of one of the texts is found in the tables, as octets or in hexadecimal: what the thief has guessed right.
     *
     * @return {@code table.column algorithm}, each once
     */
    public Set<String> ofHashes(Collection<byte[]> guesses) {
        Map<String, String> hashes = new HashMap<>();
        for (byte[] guess : guesses) {
            for (String algorithm : HASHES) {
                hashes.put(HexFormat.of().formatHex(hash(algorithm, guess)), algorithm);
            }
        }
        Set<String> places = new TreeSet<>();
        forEachValue((place, value) -> {
            String asOctets = hashes.get(HexFormat.of().formatHex(value));
            String asText = hashes.get(character(value).toLowerCase(Locale.ROOT));
            String found = asOctets == null ? asText : asOctets;
            if (found != null) {
                places.add(place + " " + found);
            }
        });
        return places;
    }

    /**
     * Where the texts, or a hash of one of the contents, are found in the files beneath the tables and in the write-ahead log.
     *
     * @return names of files
     */
    public Set<String> iFiles(Collection<String> texts, Collection<byte[]> content) {
        Set<String> patterns = patterns(texts);
        for (byte[] single : content) {
            for (String algorithm : HASHES) {
                patterns.add(character(hash(algorithm, single)));
            }
        }
        value("SELECT 'x' FROM (SELECT pg_switch_wal()) w");
        TestDatabase.execute(database.superuser(), "CHECKPOINT");
        Path data = Path.of(value("SHOW data_directory"));
        Path tables = data.resolve("base")
                .resolve(value("SELECT oid::text FROM pg_database WHERE datname = current_database()"));
        Set<String> places = new TreeSet<>();
        try (Stream<Path> base = Files.list(tables);
                Stream<Path> wal = Files.list(data.resolve("pg_wal"))) {
            List<Path> files = Stream.concat(
                            base.filter(this::isWritten),
                            wal.filter(
                                    file -> Objects.toString(file.getFileName()).compareTo(firstWal) >= 0))
                    .filter(Files::isRegularFile)
                    .toList();
            for (Path file : files) {
                if (exists(file, patterns)) {
                    places.add(data.relativize(file).toString());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return places;
    }

    /**
     * Which columns have a value of sixteen octets or more that stands in rows of both cases: by it the thief sees that they have
     * something in common.
     */
    public Set<String> shared(UUID sak, UUID anotherSak) {
        Map<String, List<String>> columns = columns().entrySet().stream()
                .filter(table -> table.getValue().containsKey("digisos_id"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        table -> table.getValue().entrySet().stream()
                                .filter(column -> column.getValue().equals("bytea"))
                                .map(Map.Entry::getKey)
                                .toList()));
        Set<String> shared = new TreeSet<>();
        columns.forEach((table, name) -> name.forEach(column -> {
            String count = value("SELECT count(*)::text FROM " + table + " a JOIN " + table + " b ON a." + column
                    + " = b." + column
                    + " WHERE a.digisos_id = '" + sak + "' AND b.digisos_id = '" + anotherSak + "' AND length(a."
                    + column
                    + ") >= 16");
            if (!count.equals("0")) {
                shared.add(table + "." + column);
            }
        }));
        return shared;
    }

    private interface Visit {
        void of(String place, byte[] value);
    }

    private void forEachValue(Visit visit) {
        columns().forEach((table, columns) -> {
            // Bytes of documents are many; only those that came since are looked at.
            String where = table.equals("dokument_bit")
                    ? " WHERE dokument_id IN (SELECT id FROM dokument WHERE opprettet >= '" + begun + "')"
                    : "";
            String field = columns.entrySet().stream()
                    .map(k ->
                            k.getValue().equals("bytea") ? k.getKey() : "convert_to(" + k.getKey() + "::text, 'UTF8')")
                    .collect(Collectors.joining(", "));
            List<String> name = List.copyOf(columns.keySet());
            try (Connection c = database.superuser().getConnection()) {
                c.setAutoCommit(false);
                try (PreparedStatement s = c.prepareStatement("SELECT " + field + " FROM " + table + where)) {
                    s.setFetchSize(50);
                    try (ResultSet r = s.executeQuery()) {
                        while (r.next()) {
                            for (int i = 0; i < name.size(); i++) {
                                byte[] value = r.getBytes(i + 1);
                                if (value != null && value.length >= SHORTEST) {
                                    visit.of(table + "." + name.get(i), value);
                                }
                            }
                        }
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Types by column by table. */
    private Map<String, Map<String, String>> columns() {
        Map<String, Map<String, String>> columns = new LinkedHashMap<>();
        try (Connection c = database.superuser().getConnection();
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery(ALL_COLUMNS)) {
            while (r.next()) {
                columns.computeIfAbsent(r.getString(1), _ -> new LinkedHashMap<>())
                        .put(r.getString(2), r.getString(3));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return columns;
    }

    /**
     * The texts as octets, one in each character: in each character set, and each of these in hexadecimal and in Base64 wherever in it the
     * text begins.
     */
    private static Set<String> patterns(Collection<String> texts) {
        Set<String> patterns = new HashSet<>();
        for (String text : texts) {
            for (Charset charset : CHARSET) {
                byte[] octets = text.getBytes(charset);
                patterns.add(character(octets));
                patterns.add(HexFormat.of().formatHex(octets));
                for (int ahead = 0; ahead < 3; ahead++) {
                    byte[] shifted = new byte[ahead + octets.length];
                    System.arraycopy(octets, 0, shifted, ahead, octets.length);
                    String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
                    // What the octets before and after have a part in is left out.
                    String inner = base64.substring(ahead == 0 ? 0 : ahead + 1, base64.length() - 1);
                    patterns.add(inner);
                    patterns.add(inner.replace('+', '-').replace('/', '_'));
                }
            }
        }
        return patterns;
    }

    private static String character(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private static boolean has(byte[] value, Set<String> patterns) {
        String text = character(value);
        return patterns.stream().anyMatch(text::contains);
    }

    private static Optional<byte[]> unpacked(byte[] value) {
        try {
            if ((value[0] & 0xff) == 0x1f && (value[1] & 0xff) == 0x8b) {
                try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(value))) {
                    return Optional.of(gzip.readAllBytes());
                }
            }
            if (value[0] == 0x78) {
                Inflater inflater = new Inflater();
                try {
                    inflater.setInput(value);
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    byte[] chunk = new byte[READ_AT_ONCE];
                    for (int n = inflater.inflate(chunk); n > 0; n = inflater.inflate(chunk)) {
                        out.write(chunk, 0, n);
                    }
                    return Optional.of(out.toByteArray());
                } finally {
                    inflater.end();
                }
            }
            return Optional.empty();
        } catch (IOException | DataFormatException e) {
            // Looked like it and is not.
            return Optional.empty();
        }
    }

    private boolean isWritten(Path file) {
        try {
            return Files.getLastModifiedTime(file).compareTo(FileTime.from(begun)) >= 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Read in pieces that overlap by more than the longest text. */
    private static boolean exists(Path file, Set<String> patterns) throws IOException {
        int longest = patterns.stream().mapToInt(String::length).max().orElse(0);
        byte[] chunk = new byte[READ_AT_ONCE + longest];
        int from = 0;
        try (InputStream stream = Files.newInputStream(file)) {
            for (int n = stream.readNBytes(chunk, from, READ_AT_ONCE);
                    n > 0;
                    n = stream.readNBytes(chunk, from, READ_AT_ONCE)) {
                byte[] loaded = Arrays.copyOf(chunk, from + n);
                if (has(loaded, patterns)) {
                    return true;
                }
                int kept = Math.min(longest, from + n);
                System.arraycopy(loaded, loaded.length - kept, chunk, 0, kept);
                from = kept;
            }
        }
        return false;
    }

    private static byte[] hash(String algorithm, byte[] content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String value(String sql) {
        try (Connection c = database.superuser().getConnection();
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery(sql)) {
            r.next();
            return String.valueOf(r.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
