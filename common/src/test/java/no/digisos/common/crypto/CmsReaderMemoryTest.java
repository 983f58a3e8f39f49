package no.digisos.common.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import no.digisos.testkit.cms.LargeDefiniteCms;
import org.junit.jupiter.api.Test;

class CmsReaderMemoryTest {

    @Test
    void readsADefiniteLengthDocumentOf200MebibytesInAHeapOf64() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeCmsRead.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output.strip())
                .isEqualTo("plain=%d stored=%d", LargeDefiniteCms.PLAIN_BYTES, LargeDefiniteCms.PLAIN_BYTES + 16);
        assertThat(process.exitValue()).isZero();
    }
}
