package no.digisos.common.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import no.digisos.common.error.ApiException;
import no.digisos.common.testkit.Skader;
import org.junit.jupiter.api.Test;

/** Damaged requests: whatever comes, the outcome is a form, a refusal with 4xx, or the body's own failure. */
class SkjemaFuzzTest {
    private static final long SEED = 20261124;
    private static final int TILFELLER = 20_000;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private final Skader skader = new Skader(random);
    private final SkjemaLeser leser = new SkjemaLeser(new Grenser(20_000, 5_000, 12, 512, 2_000));
    private int lest;
    private int avvist;
    private int brutt;

    @Test
    void damaged_requests_are_read_or_refused_and_nothing_else() {
        List<Klientform> former = Klientform.alle();
        for (int i = 0; i < TILFELLER; i++) {
            Klientform form = former.get(i % former.size());
            byte[] body = skader.av(form.body());
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
}
