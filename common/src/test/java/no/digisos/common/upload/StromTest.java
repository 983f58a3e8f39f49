package no.digisos.common.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A file reaches its receiver while it arrives, and is nowhere held on the way. */
class StromTest {
    private static final long MIB = 1024 * 1024;
    private static final long FIL_BYTES = 300 * MIB;
    private static final long MAKS_UNDERVEIS_BYTES = 64 * 1024;

    @Test
    void a_file_of_300_MiB_passes_through_with_no_more_than_64_KiB_on_the_way() throws IOException {
        byte[] start = new Skjema().metadata("stor.pdf").fil(new byte[0]).avkuttet();
        byte[] for_ = Arrays.copyOf(start, start.length - 2);
        GenerertBody body = new GenerertBody(
                for_,
                FIL_BYTES,
                new Skjema().tekst("\r\n").json("soknadJson", "{}").ferdig());
        Grenser grenser = new Grenser(400 * MIB, 400 * MIB, 10, 8192, 8192);

        MottattSkjema<Long> lest = new SkjemaLeser(grenser)
                .les(Skjema.type(), body, Set.of("soknadJson"), fil -> tell(fil, body, for_.length));

        assertThat(lest.filer()).singleElement().extracting(Fil::innhold).isEqualTo(FIL_BYTES);
        assertThat(lest.json()).containsOnlyKeys("soknadJson");
    }

    private static long tell(InputStream fil, GenerertBody body, int forFilen) throws IOException {
        byte[] buffer = new byte[32 * 1024];
        long lest = 0;
        for (int n = fil.read(buffer); n >= 0; n = fil.read(buffer)) {
            lest += n;
            long underveis = body.produsert() - forFilen - lest;
            if (underveis > MAKS_UNDERVEIS_BYTES) {
                throw new AssertionError(underveis + " bytes were taken from the body and not yet handed on");
            }
        }
        return lest;
    }

    /** Makes its bytes when they are asked for, and counts them. */
    private static final class GenerertBody extends InputStream {
        private final InputStream for_;
        private final InputStream etter;
        private long igjen;
        private long produsert;

        GenerertBody(byte[] for_, long filBytes, byte[] etter) {
            this.for_ = new ByteArrayInputStream(for_);
            this.igjen = filBytes;
            this.etter = new ByteArrayInputStream(etter);
        }

        long produsert() {
            return produsert;
        }

        @Override
        public int read() throws IOException {
            byte[] en = new byte[1];
            return read(en, 0, 1) < 0 ? -1 : en[0] & 0xff;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            int n = for_.read(b, off, len);
            if (n < 0 && igjen > 0) {
                n = (int) Math.min(igjen, len);
                Arrays.fill(b, off, off + n, (byte) 0x30);
                igjen -= n;
            } else if (n < 0) {
                n = etter.read(b, off, len);
            }
            produsert += Math.max(n, 0);
            return n;
        }
    }
}
