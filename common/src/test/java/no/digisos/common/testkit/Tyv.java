package no.digisos.common.testkit;

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
public final class Tyv {
    private static final String ALLE_KOLONNER = """
            SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
             WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
             ORDER BY c.relname, a.attnum""";

    private static final List<String> HASHER = List.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");
    private static final List<Charset> TEGNSETT = List.of(
            StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
    private static final int LESES = 1 << 20;
    /** Shorter than what any word looked for becomes. */
    private static final int KORTEST = 8;

    private final TestDatabase database;
    private final Instant begynt;
    private final String forsteWal;

    /** Comes before what is looked for is written: files that nobody has written to since are not searched. */
    public Tyv(TestDatabase database) {
        this.database = database;
        this.begynt = Instant.now().minusSeconds(1);
        this.forsteWal = verdi("SELECT pg_walfile_name(pg_current_wal_lsn())");
    }

    /**
     * Where the texts are found in the tables.
     *
     * @return {@code table.column}, each once
     */
    public Set<String> iTabellene(Collection<String> tekster) {
        Set<String> monstre = monstre(tekster);
        Set<String> steder = new TreeSet<>();
        forHverVerdi((sted, verdi) -> {
            if (steder.contains(sted)) {
                return;
            }
            if (har(verdi, monstre)
                    || utpakket(verdi).map(pakket -> har(pakket, monstre)).orElse(false)) {
                steder.add(sted);
            }
        });
        return steder;
    }

    /**
     * Where a hash of one of the texts is found in the tables, as octets or in hexadecimal: what the thief has guessed right.
     *
     * @return {@code table.column algorithm}, each once
     */
    public Set<String> avHasher(Collection<byte[]> gjetninger) {
        Map<String, String> hasher = new HashMap<>();
        for (byte[] gjetning : gjetninger) {
            for (String algoritme : HASHER) {
                hasher.put(HexFormat.of().formatHex(hash(algoritme, gjetning)), algoritme);
            }
        }
        Set<String> steder = new TreeSet<>();
        forHverVerdi((sted, verdi) -> {
            String somOktetter = hasher.get(HexFormat.of().formatHex(verdi));
            String somTekst = hasher.get(tegn(verdi).toLowerCase(Locale.ROOT));
            String funnet = somOktetter == null ? somTekst : somOktetter;
            if (funnet != null) {
                steder.add(sted + " " + funnet);
            }
        });
        return steder;
    }

    /**
     * Where the texts, or a hash of one of the contents, are found in the files beneath the tables and in the write-ahead log.
     *
     * @return names of files
     */
    public Set<String> iFilene(Collection<String> tekster, Collection<byte[]> innhold) {
        Set<String> monstre = monstre(tekster);
        for (byte[] ett : innhold) {
            for (String algoritme : HASHER) {
                monstre.add(tegn(hash(algoritme, ett)));
            }
        }
        verdi("SELECT 'x' FROM (SELECT pg_switch_wal()) w");
        TestDatabase.execute(database.superuser(), "CHECKPOINT");
        Path data = Path.of(verdi("SHOW data_directory"));
        Path tabeller = data.resolve("base")
                .resolve(verdi("SELECT oid::text FROM pg_database WHERE datname = current_database()"));
        Set<String> steder = new TreeSet<>();
        try (Stream<Path> base = Files.list(tabeller);
                Stream<Path> wal = Files.list(data.resolve("pg_wal"))) {
            List<Path> filer = Stream.concat(
                            base.filter(this::erSkrevet),
                            wal.filter(
                                    fil -> Objects.toString(fil.getFileName()).compareTo(forsteWal) >= 0))
                    .filter(Files::isRegularFile)
                    .toList();
            for (Path fil : filer) {
                if (finnes(fil, monstre)) {
                    steder.add(data.relativize(fil).toString());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return steder;
    }

    /**
     * Which columns have a value of sixteen octets or more that stands in rows of both cases: by it the thief sees that they have
     * something in common.
     */
    public Set<String> felles(UUID sak, UUID annenSak) {
        Map<String, List<String>> kolonner = kolonner().entrySet().stream()
                .filter(tabell -> tabell.getValue().containsKey("digisos_id"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        tabell -> tabell.getValue().entrySet().stream()
                                .filter(kolonne -> kolonne.getValue().equals("bytea"))
                                .map(Map.Entry::getKey)
                                .toList()));
        Set<String> felles = new TreeSet<>();
        kolonner.forEach((tabell, navn) -> navn.forEach(kolonne -> {
            String antall = verdi("SELECT count(*)::text FROM " + tabell + " a JOIN " + tabell + " b ON a." + kolonne
                    + " = b." + kolonne
                    + " WHERE a.digisos_id = '" + sak + "' AND b.digisos_id = '" + annenSak + "' AND length(a."
                    + kolonne
                    + ") >= 16");
            if (!antall.equals("0")) {
                felles.add(tabell + "." + kolonne);
            }
        }));
        return felles;
    }

    private interface Besok {
        void av(String sted, byte[] verdi);
    }

    private void forHverVerdi(Besok besok) {
        kolonner().forEach((tabell, kolonner) -> {
            // Bytes of documents are many; only those that came since are looked at.
            String hvor = tabell.equals("dokument_bit")
                    ? " WHERE dokument_id IN (SELECT id FROM dokument WHERE opprettet >= '" + begynt + "')"
                    : "";
            String felt = kolonner.entrySet().stream()
                    .map(k ->
                            k.getValue().equals("bytea") ? k.getKey() : "convert_to(" + k.getKey() + "::text, 'UTF8')")
                    .collect(Collectors.joining(", "));
            List<String> navn = List.copyOf(kolonner.keySet());
            try (Connection c = database.superuser().getConnection()) {
                c.setAutoCommit(false);
                try (PreparedStatement s = c.prepareStatement("SELECT " + felt + " FROM " + tabell + hvor)) {
                    s.setFetchSize(50);
                    try (ResultSet r = s.executeQuery()) {
                        while (r.next()) {
                            for (int i = 0; i < navn.size(); i++) {
                                byte[] verdi = r.getBytes(i + 1);
                                if (verdi != null && verdi.length >= KORTEST) {
                                    besok.av(tabell + "." + navn.get(i), verdi);
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
    private Map<String, Map<String, String>> kolonner() {
        Map<String, Map<String, String>> kolonner = new LinkedHashMap<>();
        try (Connection c = database.superuser().getConnection();
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery(ALLE_KOLONNER)) {
            while (r.next()) {
                kolonner.computeIfAbsent(r.getString(1), _ -> new LinkedHashMap<>())
                        .put(r.getString(2), r.getString(3));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return kolonner;
    }

    /**
     * The texts as octets, one in each character: in each character set, and each of these in hexadecimal and in Base64 wherever in it the
     * text begins.
     */
    private static Set<String> monstre(Collection<String> tekster) {
        Set<String> monstre = new HashSet<>();
        for (String tekst : tekster) {
            for (Charset tegnsett : TEGNSETT) {
                byte[] oktetter = tekst.getBytes(tegnsett);
                monstre.add(tegn(oktetter));
                monstre.add(HexFormat.of().formatHex(oktetter));
                for (int foran = 0; foran < 3; foran++) {
                    byte[] forskjovet = new byte[foran + oktetter.length];
                    System.arraycopy(oktetter, 0, forskjovet, foran, oktetter.length);
                    String base64 = Base64.getEncoder().withoutPadding().encodeToString(forskjovet);
                    // What the octets before and after have a part in is left out.
                    String indre = base64.substring(foran == 0 ? 0 : foran + 1, base64.length() - 1);
                    monstre.add(indre);
                    monstre.add(indre.replace('+', '-').replace('/', '_'));
                }
            }
        }
        return monstre;
    }

    private static String tegn(byte[] oktetter) {
        return new String(oktetter, StandardCharsets.ISO_8859_1);
    }

    private static boolean har(byte[] verdi, Set<String> monstre) {
        String tekst = tegn(verdi);
        return monstre.stream().anyMatch(tekst::contains);
    }

    private static Optional<byte[]> utpakket(byte[] verdi) {
        try {
            if ((verdi[0] & 0xff) == 0x1f && (verdi[1] & 0xff) == 0x8b) {
                try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(verdi))) {
                    return Optional.of(gzip.readAllBytes());
                }
            }
            if (verdi[0] == 0x78) {
                Inflater inflater = new Inflater();
                try {
                    inflater.setInput(verdi);
                    ByteArrayOutputStream ut = new ByteArrayOutputStream();
                    byte[] bit = new byte[LESES];
                    for (int n = inflater.inflate(bit); n > 0; n = inflater.inflate(bit)) {
                        ut.write(bit, 0, n);
                    }
                    return Optional.of(ut.toByteArray());
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

    private boolean erSkrevet(Path fil) {
        try {
            return Files.getLastModifiedTime(fil).compareTo(FileTime.from(begynt)) >= 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Read in pieces that overlap by more than the longest text. */
    private static boolean finnes(Path fil, Set<String> monstre) throws IOException {
        int lengst = monstre.stream().mapToInt(String::length).max().orElse(0);
        byte[] bit = new byte[LESES + lengst];
        int fra = 0;
        try (InputStream strom = Files.newInputStream(fil)) {
            for (int n = strom.readNBytes(bit, fra, LESES); n > 0; n = strom.readNBytes(bit, fra, LESES)) {
                byte[] lest = Arrays.copyOf(bit, fra + n);
                if (har(lest, monstre)) {
                    return true;
                }
                int beholdt = Math.min(lengst, fra + n);
                System.arraycopy(lest, lest.length - beholdt, bit, 0, beholdt);
                fra = beholdt;
            }
        }
        return false;
    }

    private static byte[] hash(String algoritme, byte[] innhold) {
        try {
            return MessageDigest.getInstance(algoritme).digest(innhold);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String verdi(String sql) {
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
