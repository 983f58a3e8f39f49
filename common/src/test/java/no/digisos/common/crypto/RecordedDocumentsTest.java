package no.digisos.common.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents that the real clients encrypted open with the key of their recording. */
class RecordedDocumentsTest {

    private static final Pattern SIZE = Pattern.compile("\"storrelse\":(\\d+)");
    private static final Pattern LISTED_CMS = Pattern.compile("(?m)^\\[(\\d+) bytes\\] 30 80 06 09");

    @TempDir
    private Path keys;

    @Test
    void everyRecordedDocumentOpens() throws Exception {
        Path directory = Captures.directory();
        Path platform = Files.createDirectory(keys.resolve("plattform"));
        Files.copy(directory.resolve("cert.pem"), platform.resolve("opptak.crt"));
        Files.copy(directory.resolve("key.pem"), platform.resolve("opptak.key.pem"));
        CmsReader reader = PlatformKeys.load(platform, Optional.empty()).reader();

        List<Path> requests;
        try (Stream<Path> files = Files.list(directory)) {
            requests = files.filter(file -> file.toString().endsWith(".bin"))
                    .sorted()
                    .toList();
        }
        int documents = 0;
        for (Path request : requests) {
            List<Long> stated = new ArrayList<>();
            List<ReadCms> readHere = new ArrayList<>();
            for (byte[] part : Captures.parts(request)) {
                if (!isCms(part)) {
                    Matcher size = SIZE.matcher(new String(part, StandardCharsets.UTF_8));
                    size.results().map(result -> Long.valueOf(result.group(1))).forEach(stated::add);
                    continue;
                }
                ByteArrayOutputStream stored = new ByteArrayOutputStream();
                ReadCms read = reader.read(new ByteArrayInputStream(part), stored::write);
                readHere.add(read);
                try (InputStream plain = ContentCipher.decrypt(
                        new ByteArrayInputStream(stored.toByteArray()), read.contentKey(), read.iv())) {
                    assertThat(JdkCrypto.sha256().digest(plain.readAllBytes())).isEqualTo(read.plainSha256());
                }
            }
            assertThat(readHere)
                    .as("documents in %s", request)
                    .extracting(ReadCms::cmsSize)
                    .isEqualTo(listed(request));
            // The n-th metadata part tells of the n-th document; one client states the encrypted size.
            assertThat(readHere).hasSameSizeAs(stated);
            for (int i = 0; i < stated.size(); i++) {
                assertThat(stated.get(i))
                        .as("storrelse of document %d in %s", i, request)
                        .isIn(readHere.get(i).plainSize(), readHere.get(i).cmsSize());
            }
            documents += readHere.size();
        }
        assertThat(documents).isGreaterThan(8);
    }

    private static boolean isCms(byte[] part) {
        return part.length > 2 && part[0] == 0x30 && part[1] == (byte) 0x80;
    }

    private static List<Long> listed(Path request) throws Exception {
        String listing = Files.readString(Path.of(request.toString().replace(".bin", ".txt")));
        return LISTED_CMS
                .matcher(listing)
                .results()
                .map(size -> Long.valueOf(size.group(1)))
                .toList();
    }
}
