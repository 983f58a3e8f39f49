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
import no.digisos.testkit.parser.Damage;
import org.junit.jupiter.api.Test;

/** Damaged requests: whatever comes, the outcome is a form, a refusal with 4xx, or the body's own failure. */
class FormFuzzTest {
    private static final long SEED = 20261124;
    private static final int SCENARIOS = 20_000;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private final Damage damage = new Damage(random);
    private final FormReader reader = new FormReader(new UploadLimits(20_000, 5_000, 12, 512, 2_000));
    private int loaded;
    private int avvist;
    private int broken;

    @Test
    void damaged_requests_are_read_or_refused_and_nothing_else() {
        List<ClientForm> forms = ClientForm.all();
        for (int i = 0; i < SCENARIOS; i++) {
            ClientForm form = forms.get(i % forms.size());
            byte[] body = damage.of(form.body());
            try {
                run(form, body);
            } catch (IOException | RuntimeException | Error e) {
                throw new AssertionError("case " + i + " of seed " + SEED + " (" + form + ")", e);
            }
        }
        // A fuzzer that reaches one outcome only tests little.
        assertThat(loaded).isGreaterThan(SCENARIOS / 100);
        assertThat(avvist).isGreaterThan(SCENARIOS / 10);
        assertThat(broken).isGreaterThan(SCENARIOS / 100);
    }

    private void run(ClientForm form, byte[] body) throws IOException {
        boolean breaks = random.nextInt(10) == 0;
        IOException breach = new IOException("gone");
        InputStream source = breaks
                ? Sources.thatBreaks(body, random.nextInt(body.length + 1), breach)
                : random.nextInt(10) == 0 ? Sources.oneByOne(body) : new ByteArrayInputStream(body);
        AtomicInteger received = new AtomicInteger();
        int beingRead = random.nextInt(5) == 0 ? random.nextInt(600) : Integer.MAX_VALUE;
        try {
            ReceivedForm<Integer> sent = reader.read(form.contentType(), source, ClientForm.JSON_PARTS, file -> {
                received.incrementAndGet();
                return file.readNBytes(beingRead).length;
            });
            assertThat(sent.filer()).hasSize(received.get());
            loaded++;
        } catch (ApiException e) {
            assertThat(e.code().status()).isBetween(400, 499);
            assertThat(e.getMessage()).isNotBlank();
            avvist++;
        } catch (IOException e) {
            assertThat(breaks).isTrue();
            assertThat(e).isSameAs(breach);
            broken++;
        }
    }
}
