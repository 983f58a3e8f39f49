package no.digisos.common.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import no.digisos.testkit.cms.Ber;
import no.digisos.testkit.parser.Parser;

/**
 * An encrypted document. The key is a new one each time, so what is found by a document that decrypts is to be written down as a
 * test, and what is found in the framing can be kept as it is.
 */
public final class CmsParser implements Parser {
    private final RecipientKey own = TestCertificates.generate("Digisos", 2048);
    private final CmsReader reader = new CmsReader(List.of(own));

    @Override
    public String name() {
        return "cms";
    }

    @Override
    public List<byte[]> seed() {
        List<byte[]> all = new ArrayList<>();
        for (Ber lengths : Ber.values()) {
            for (int segment : new int[] {0, 7}) {
                HandmadeCms cms = new HandmadeCms().to(own.certificate()).lengths(lengths);
                all.add((segment == 0 ? cms : cms.segments(segment)).octets());
            }
        }
        return all;
    }

    @Override
    public void read(byte[] in) throws IOException {
        InputStream oneByOne = new ByteArrayInputStream(in) {
            @Override
            public synchronized int read(byte[] buffer, int from, int count) {
                return super.read(buffer, from, Math.min(count, 1));
            }
        };
        assertThat(outcome(in.length, oneByOne)).isEqualTo(outcome(in.length, new ByteArrayInputStream(in)));
    }

    private String outcome(int length, InputStream cms) throws IOException {
        int[] seen = new int[2];
        try {
            ReadCms loaded = reader.read(
                    cms, (buffer, from, count) -> seen[0] += count, (buffer, from, count) -> seen[1] += count);
            assertThat(seen[0]).isLessThanOrEqualTo(length);
            return seen[0] + " " + loaded;
        } catch (InvalidCmsException avvist) {
            return avvist.reason().name();
        }
    }
}
