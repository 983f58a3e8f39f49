package no.digisos.common.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A file reaches its receiver while it arrives, and is nowhere held on the way. */
class StreamedAnswersTest {
    private static final long MIB = 1024 * 1024;
    private static final long FILE_BYTES = 300 * MIB;
    private static final long MAX_IN_FLIGHT_BYTES = 64 * 1024;

    @Test
    void a_file_of_300_MiB_passes_through_with_no_more_than_64_KiB_on_the_way() throws IOException {
        byte[] start =
                new MultipartForm().metadata("stor.pdf").file(new byte[0]).truncated();
        byte[] before = Arrays.copyOf(start, start.length - 2);
        GeneratedBody body = new GeneratedBody(
                before,
                FILE_BYTES,
                new MultipartForm().text("\r\n").json("soknadJson", "{}").done());
        UploadLimits limits = new UploadLimits(400 * MIB, 400 * MIB, 10, 8192, 8192);

        ReceivedForm<Long> loaded = new FormReader(limits)
                .read(MultipartForm.type(), body, Set.of("soknadJson"), file -> count(file, body, before.length));

        assertThat(loaded.filer())
                .singleElement()
                .extracting(FileEntry::innhold)
                .isEqualTo(FILE_BYTES);
        assertThat(loaded.json()).containsOnlyKeys("soknadJson");
    }

    private static long count(InputStream file, GeneratedBody body, int beforeFile) throws IOException {
        byte[] buffer = new byte[32 * 1024];
        long loaded = 0;
        for (int n = file.read(buffer); n >= 0; n = file.read(buffer)) {
            loaded += n;
            long inFlight = body.produced() - beforeFile - loaded;
            if (inFlight > MAX_IN_FLIGHT_BYTES) {
                throw new AssertionError(inFlight + " bytes were taken from the body and not yet handed on");
            }
        }
        return loaded;
    }

    /** Makes its bytes when they are asked for, and counts them. */
    private static final class GeneratedBody extends InputStream {
        private final InputStream before;
        private final InputStream after;
        private long remaining;
        private long produced;

        GeneratedBody(byte[] before, long fileBytes, byte[] after) {
            this.before = new ByteArrayInputStream(before);
            this.remaining = fileBytes;
            this.after = new ByteArrayInputStream(after);
        }

        long produced() {
            return produced;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            int n = before.read(b, off, len);
            if (n < 0 && remaining > 0) {
                n = (int) Math.min(remaining, len);
                Arrays.fill(b, off, off + n, (byte) 0x30);
                remaining -= n;
            } else if (n < 0) {
                n = after.read(b, off, len);
            }
            produced += Math.max(n, 0);
            return n;
        }
    }
}
