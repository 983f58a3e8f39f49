package no.digisos.common.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CmsEnvelopeTest {

    private static final int SEGMENT = 64 * 1024;
    private static final RecipientKey RECIPIENT = TestCertificates.generate("Kommunen", 2048);

    @ParameterizedTest
    @ValueSource(ints = {16, 112, 128, 240, 256, SEGMENT - 16, SEGMENT, SEGMENT + 16, 2 * SEGMENT, 2 * SEGMENT + 1008})
    void everyRangeIsASliceOfTheWhole(int ciphertextSize) throws Exception {
        StoredContent stored = StoredContent.of(new byte[ciphertextSize - 1]);
        assertThat(stored.ciphertext).hasSize(ciphertextSize);
        CmsEnvelope envelope = stored.envelopeFor(RECIPIENT.certificate());
        byte[] whole = range(envelope, 0, envelope.size(), stored);
        assertThat(whole).hasSize((int) envelope.size());

        Integer[] cuts = interestingOffsets(whole.length, ciphertextSize).toArray(Integer[]::new);
        for (int from = 0; from < cuts.length; from++) {
            for (int to = from; to < cuts.length; to++) {
                assertThat(Arrays.equals(
                                range(envelope, cuts[from], cuts[to], stored),
                                Arrays.copyOfRange(whole, cuts[from], cuts[to])))
                        .as("%d to %d", cuts[from], cuts[to])
                        .isTrue();
            }
        }
    }

    @Test
    void theRecipientReadsWhatWasStored() throws Exception {
        byte[] plain = new byte[200_001];
        new Random(1).nextBytes(plain);
        StoredContent stored = StoredContent.of(plain);
        CmsEnvelope envelope = stored.envelopeFor(RECIPIENT.certificate());

        ByteArrayOutputStream again = new ByteArrayOutputStream();
        ReadCms read = new CmsReader(List.of(RECIPIENT))
                .read(new ByteArrayInputStream(range(envelope, 0, envelope.size(), stored)), again::write);

        assertThat(again.toByteArray()).isEqualTo(stored.ciphertext);
        assertThat(read.plainSha512()).isEqualTo(stored.encrypted.plainSha512());
        assertThat(read.cmsSize()).isEqualTo(envelope.size());
    }

    @Test
    void itsStructureIsTheOneThatReceiversKnow() throws Exception {
        StoredContent stored = StoredContent.of(new byte[100]);
        CmsEnvelope envelope = stored.envelopeFor(RECIPIENT.certificate());
        byte[] cms = range(envelope, 0, envelope.size(), stored);

        assertThat(cms).startsWith(0x30, 0x80, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x03);
        EnvelopedData data =
                EnvelopedData.getInstance(ContentInfo.getInstance(cms).getContent());
        assertThat(data.getVersion().intValueExact()).isZero();
        assertThat(data.getOriginatorInfo()).isNull();
        assertThat(data.getUnprotectedAttrs()).isNull();
        assertThat(data.getRecipientInfos()).hasSize(1);
        KeyTransRecipientInfo recipient = (KeyTransRecipientInfo)
                RecipientInfo.getInstance(data.getRecipientInfos().getObjectAt(0))
                        .getInfo();
        assertThat(recipient.getVersion().intValueExact()).isZero();
        assertThat(recipient.getKeyEncryptionAlgorithm().getEncoded(ASN1Encoding.DER))
                .asHexString()
                .isEqualTo("303C06092A864886F70D010107302FA00F300D06096086480165030402010500"
                        + "A11C301A06092A864886F70D010108300D06096086480165030402010500");
    }

    @Test
    void theSameInputsGiveTheSameOctets() throws Exception {
        StoredContent stored = StoredContent.of(new byte[100_000]);
        byte[] wrappedKey = CmsEnvelope.wrapKey(stored.encrypted.contentKey(), RECIPIENT.certificate());
        CmsEnvelope one = CmsEnvelope.of(RECIPIENT.certificate(), wrappedKey, stored.encrypted.iv(), 100_000);
        CmsEnvelope two = CmsEnvelope.of(RECIPIENT.certificate(), wrappedKey, stored.encrypted.iv(), 100_000);

        assertThat(range(one, 0, one.size(), stored)).isEqualTo(range(two, 0, two.size(), stored));
    }

    @Test
    void theSourceIsOpenedOnceAndOnlyForContent() throws Exception {
        StoredContent stored = StoredContent.of(new byte[3 * SEGMENT]);
        CmsEnvelope envelope = stored.envelopeFor(RECIPIENT.certificate());
        long suffix = envelope.size() - 10;
        long prefix = envelope.size() - 10 - 3 * (5 + SEGMENT) - 2 - 16;

        range(envelope, 0, prefix, stored);
        range(envelope, prefix, prefix + 5, stored);
        range(envelope, suffix, envelope.size(), stored);
        range(envelope, 100, 100, stored);
        assertThat(stored.opened).isEmpty();

        range(envelope, 0, envelope.size(), stored);
        range(envelope, prefix + 5 + 7, envelope.size(), stored);
        range(envelope, prefix + 5 + SEGMENT, suffix, stored);
        assertThat(stored.opened).containsExactly(0L, 7L, (long) SEGMENT);
    }

    @Test
    void aSourceThatIsTooShortIsAnError() throws Exception {
        StoredContent stored = StoredContent.of(new byte[1000]);
        CmsEnvelope envelope = stored.envelopeFor(RECIPIENT.certificate());
        CiphertextSource shorter = offset -> new ByteArrayInputStream(stored.ciphertext, 0, 999);

        assertThatThrownBy(() -> range(envelope, 0, envelope.size(), shorter)).isInstanceOf(EOFException.class);
    }

    @Test
    void aFailureOfTheSourceComesThroughAsItIs() throws Exception {
        CmsEnvelope envelope = StoredContent.of(new byte[1000]).envelopeFor(RECIPIENT.certificate());
        IOException lost = new IOException("database lost");

        assertThatThrownBy(() -> range(envelope, 0, envelope.size(), offset -> {
                    throw lost;
                }))
                .isSameAs(lost);
    }

    @Test
    void refusesRangesOutsideItself() throws Exception {
        StoredContent stored = StoredContent.of(new byte[10]);
        CmsEnvelope envelope = stored.envelopeFor(RECIPIENT.certificate());

        assertThatThrownBy(() -> range(envelope, -1, 5, stored)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> range(envelope, 6, 5, stored)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> range(envelope, 0, envelope.size() + 1, stored))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void refusesWhatCannotBeAnEnvelope() {
        byte[] wrappedKey = new byte[256];
        byte[] iv = new byte[16];

        assertThatThrownBy(() -> CmsEnvelope.of(RECIPIENT.certificate(), wrappedKey, iv, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CmsEnvelope.of(RECIPIENT.certificate(), wrappedKey, iv, 17))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CmsEnvelope.of(RECIPIENT.certificate(), wrappedKey, new byte[12], 16))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CmsEnvelope.of(RECIPIENT.certificate(), new byte[255], iv, 16))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CmsEnvelope.wrapKey(new byte[16], RECIPIENT.certificate()))
                .isInstanceOf(IllegalArgumentException.class);
        RecipientKey ellipticCurve = TestCertificates.generateEllipticCurve("Kommunen");
        assertThatThrownBy(() -> CmsEnvelope.wrapKey(new byte[32], ellipticCurve.certificate()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wrapsForACertificateOfAnyKeyUsage() {
        RecipientKey signing = TestCertificates.generate("Kommunen", 2048, KeyUsage.digitalSignature);

        assertThat(CmsEnvelope.wrapKey(new byte[32], signing.certificate())).hasSize(256);
    }

    @Test
    void anEnvelopeMayBeLargerThanAnArray() {
        long ciphertextSize = 16L * 1024 * 1024 * 1024;
        CmsEnvelope envelope = CmsEnvelope.of(RECIPIENT.certificate(), new byte[256], new byte[16], ciphertextSize);

        assertThat(envelope.size()).isBetween(ciphertextSize + 5 * 256 * 1024, ciphertextSize + 5 * 256 * 1024 + 1024);
    }

    private static byte[] range(CmsEnvelope envelope, long from, long to, CiphertextSource source) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        envelope.writeRange(from, to, source, out);
        return out.toByteArray();
    }

    /** Around both ends of the CMS, and around the start and end of every segment's header. */
    private static NavigableSet<Integer> interestingOffsets(int size, int ciphertextSize) {
        int rest = ciphertextSize % SEGMENT;
        int restHeader = rest == 0 ? 0 : rest < 128 ? 2 : rest < 256 ? 3 : 4;
        int contentEnd = size - 10;
        int prefix = contentEnd - rest - restHeader - ciphertextSize / SEGMENT * (5 + SEGMENT);
        TreeSet<Integer> near = new TreeSet<>(List.of(0, prefix, contentEnd, size));
        for (int start = prefix; start < contentEnd; start += 5 + SEGMENT) {
            near.add(start);
        }
        TreeSet<Integer> offsets = new TreeSet<>();
        for (int offset : near) {
            IntStream.rangeClosed(offset - 2, offset + 6).forEach(offsets::add);
        }
        new Random(size).ints(10, 0, size).forEach(offsets::add);
        return new TreeSet<>(offsets.subSet(0, true, size, true));
    }
}
