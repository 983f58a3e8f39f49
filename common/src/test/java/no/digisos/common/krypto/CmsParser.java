package no.digisos.common.krypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import no.digisos.common.testkit.Parser;

/**
 * An encrypted document. The key is a new one each time, so what is found by a document that decrypts is to be written down as a
 * test, and what is found in the framing can be kept as it is.
 */
public final class CmsParser implements Parser {
    private final RecipientKey egen = TestCertificates.generate("Digisos", 2048);
    private final CmsReader leser = new CmsReader(List.of(egen));

    @Override
    public String navn() {
        return "cms";
    }

    @Override
    public List<byte[]> fro() {
        List<byte[]> alle = new ArrayList<>();
        for (Ber lengder : Ber.values()) {
            for (int segment : new int[] {0, 7}) {
                HandmadeCms cms = new HandmadeCms().to(egen.certificate()).lengths(lengder);
                alle.add((segment == 0 ? cms : cms.segments(segment)).octets());
            }
        }
        return alle;
    }

    @Override
    public void les(byte[] inn) throws IOException {
        InputStream enOgEn = new ByteArrayInputStream(inn) {
            @Override
            public synchronized int read(byte[] buffer, int fra, int antall) {
                return super.read(buffer, fra, Math.min(antall, 1));
            }
        };
        assertThat(utfall(inn.length, enOgEn)).isEqualTo(utfall(inn.length, new ByteArrayInputStream(inn)));
    }

    private String utfall(int lengde, InputStream cms) throws IOException {
        int[] sett = new int[2];
        try {
            ReadCms lest = leser.read(
                    cms, (buffer, fra, antall) -> sett[0] += antall, (buffer, fra, antall) -> sett[1] += antall);
            assertThat(sett[0]).isLessThanOrEqualTo(lengde);
            return sett[0] + " " + lest;
        } catch (InvalidCmsException avvist) {
            return avvist.reason().name();
        }
    }
}
