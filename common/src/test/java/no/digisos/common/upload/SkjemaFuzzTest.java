package no.digisos.common.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import no.digisos.common.error.ApiException;
import org.junit.jupiter.api.Test;

/** Damaged requests: whatever comes, the outcome is a form, a refusal with 4xx, or the body's own failure. */
class SkjemaFuzzTest {
    private static final long SEED = 20261124;
    private static final int TILFELLER = 20_000;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private final SkjemaLeser leser = new SkjemaLeser(new Grenser(20_000, 5_000, 12, 512, 2_000));
    private int lest;
    private int avvist;
    private int brutt;

    @Test
    void damaged_requests_are_read_or_refused_and_nothing_else() {
        List<Klientform> former = Klientform.alle();
        for (int i = 0; i < TILFELLER; i++) {
            Klientform form = former.get(i % former.size());
            byte[] body = damaged(form.body());
            try {
                run(form, body);
            } catch (IOException | RuntimeException | Error e) {
                throw new AssertionError("case " + i + " of seed " + SEED + " (" + form + ")", e);
            }
        }
        // A fuzzer that reaches one outcome only tests little.
        assertThat(lest).isGreaterThan(TILFELLER / 100);
        assertThat(avvist).isGreaterThan(TILFELLER / 10);
        assertThat(brutt).isGreaterThan(TILFELLER / 100);
    }

    private void run(Klientform form, byte[] body) throws IOException {
        boolean brytes = random.nextInt(10) == 0;
        IOException brudd = new IOException("gone");
        InputStream kilde = brytes
                ? Kilder.somBrytes(body, random.nextInt(body.length + 1), brudd)
                : random.nextInt(10) == 0 ? Kilder.enOgEn(body) : new ByteArrayInputStream(body);
        AtomicInteger mottatt = new AtomicInteger();
        int leses = random.nextInt(5) == 0 ? random.nextInt(600) : Integer.MAX_VALUE;
        try {
            MottattSkjema<Integer> skjema = leser.les(form.contentType(), kilde, Klientform.JSON_DELER, fil -> {
                mottatt.incrementAndGet();
                return fil.readNBytes(leses).length;
            });
            assertThat(skjema.filer()).hasSize(mottatt.get());
            lest++;
        } catch (ApiException e) {
            assertThat(e.code().status()).isBetween(400, 499);
            assertThat(e.getMessage()).isNotBlank();
            avvist++;
        } catch (IOException e) {
            assertThat(brytes).isTrue();
            assertThat(e).isSameAs(brudd);
            brutt++;
        }
    }

    private byte[] damaged(byte[] original) {
        byte[] body = original.clone();
        int skader = 1 + random.nextInt(4);
        for (int i = 0; i < skader && body.length > 1; i++) {
            int fra = random.nextInt(body.length);
            int til = Math.min(body.length, fra + 1 + random.nextInt(random.nextBoolean() ? 8 : 800));
            body = switch (random.nextInt(6)) {
                case 0 -> bitFlipped(body, fra);
                case 1 -> joined(body, 0, fra, body, til, body.length);
                case 2 -> joined(body, 0, til, body, fra, body.length);
                case 3 -> joined(body, 0, til, body, 0, 0);
                case 4 -> joined(body, 0, fra, original, random.nextInt(original.length), original.length);
                default -> replaced(body, fra);
            };
        }
        return body;
    }

    private byte[] bitFlipped(byte[] body, int pos) {
        byte[] b = body.clone();
        b[pos] ^= (byte) (1 << random.nextInt(8));
        return b;
    }

    /** By a byte that means something to a parser. */
    private byte[] replaced(byte[] body, int pos) {
        byte[] b = body.clone();
        b[pos] = (byte) "\r\n-\"\\;:={}[], 0\0\u00ff".charAt(random.nextInt(17));
        return b;
    }

    private static byte[] joined(byte[] a, int aFra, int aTil, byte[] b, int bFra, int bTil) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(a, aFra, aTil - aFra);
        out.write(b, bFra, bTil - bFra);
        return out.toByteArray();
    }
}
