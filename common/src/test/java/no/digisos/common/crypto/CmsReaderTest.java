package no.digisos.common.crypto;

import static no.digisos.testkit.cms.Ber.DEFINITE;
import static no.digisos.testkit.cms.Ber.INDEFINITE;
import static no.digisos.testkit.cms.Ber.LONG_DEFINITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import no.digisos.common.crypto.InvalidCmsException.Reason;
import no.digisos.testkit.cms.Ber;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.jcajce.JcaAlgorithmParametersConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CmsReaderTest {

    private static final RecipientKey OURS = TestCertificates.generate("Digisos", 2048);
    private static final RecipientKey OLD = TestCertificates.generate("Digisos", 2048);
    private static final RecipientKey OTHER = TestCertificates.generate("En annen", 2048);
    private static final CmsReader READER = new CmsReader(List.of(OURS, OLD));
    private static final CiphertextSink NOWHERE = (buffer, offset, length) -> {};

    static Stream<Arguments> encodings() {
        HandmadeCms definite = toUs();
        byte[] attribute = DEFINITE.element(0x30, new byte[] {0x06, 0x01, 0x2a}, DEFINITE.element(0x31));
        return Stream.of(
                argumentSet("definite, primitive content", definite),
                argumentSet("definite, one segment", toUs().segments(1000)),
                argumentSet("definite, segments of 7", toUs().segments(7)),
                argumentSet(
                        "definite with long lengths",
                        toUs().lengths(LONG_DEFINITE).segments(16)),
                argumentSet("indefinite, primitive content", toUs().lengths(INDEFINITE)),
                argumentSet(
                        "indefinite, one segment", toUs().lengths(INDEFINITE).segments(1000)),
                argumentSet(
                        "indefinite, segments of 1", toUs().lengths(INDEFINITE).segments(1)),
                argumentSet(
                        "definite around indefinite content",
                        withContent(cms -> INDEFINITE.element(0xa0, Ber.segments(cms.ciphertext, 10)))),
                argumentSet(
                        "indefinite around definite content",
                        withContent(cms -> DEFINITE.element(0xa0, Ber.segments(cms.ciphertext, 10)))
                                .lengths(INDEFINITE)),
                argumentSet(
                        "nested and empty segments",
                        withContent(cms -> INDEFINITE.element(
                                        0xa0,
                                        DEFINITE.element(0x04),
                                        INDEFINITE.element(0x24, Ber.segments(Arrays.copyOf(cms.ciphertext, 5), 2)),
                                        INDEFINITE.element(0x24),
                                        DEFINITE.element(
                                                0x24,
                                                INDEFINITE.element(
                                                        0x24,
                                                        Ber.segments(
                                                                Arrays.copyOfRange(
                                                                        cms.ciphertext, 5, cms.ciphertext.length),
                                                                3)),
                                                DEFINITE.element(0x04))))
                                .lengths(INDEFINITE)),
                argumentSet(
                        "originator and attributes, definite",
                        toUs().originatorInfo(DEFINITE.element(0xa0, DEFINITE.element(0xa0)))
                                .attributes(DEFINITE.element(0xa1, attribute))),
                argumentSet(
                        "originator and attributes, indefinite",
                        toUs().lengths(INDEFINITE)
                                .originatorInfo(INDEFINITE.element(0xa0, INDEFINITE.element(0xa0)))
                                .attributes(INDEFINITE.element(0xa1, attribute, attribute))),
                argumentSet(
                        "several recipients",
                        toUs().to(OTHER.certificate()).lengths(INDEFINITE).segments(20)));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void readsEveryEncoding(HandmadeCms cms) throws Exception {
        byte[] octets = cms.octets();
        ByteArrayOutputStream stored = new ByteArrayOutputStream();

        ReadCms read = READER.read(new ByteArrayInputStream(octets), stored::write);

        assertThat(stored.toByteArray()).isEqualTo(cms.ciphertext);
        assertThat(read)
                .isEqualTo(new ReadCms(
                        cms.encrypted.contentKey(),
                        cms.encrypted.iv(),
                        cms.ciphertext.length,
                        HandmadeCms.PLAIN.length,
                        hash("SHA-256", HandmadeCms.PLAIN),
                        hash("SHA-512", HandmadeCms.PLAIN),
                        octets.length,
                        hash("SHA-256", octets)));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void readsASourceThatGivesOneOctetAtATime(HandmadeCms cms) throws Exception {
        InputStream trickle = new FilterInputStream(new ByteArrayInputStream(cms.octets())) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, 1));
            }
        };

        assertThat(READER.read(trickle, NOWHERE).plainSha256()).isEqualTo(hash("SHA-256", HandmadeCms.PLAIN));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void refusesADocumentThatIsCutAnywhere(HandmadeCms cms) {
        byte[] octets = cms.octets();
        for (int length = 0; length < octets.length; length++) {
            assertThat(refusal(Arrays.copyOf(octets, length)))
                    .as("cut to %d octets of %d", length, octets.length)
                    .isEqualTo(Reason.TRUNCATED);
        }
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void refusesAnOctetAfterTheEnd(HandmadeCms cms) {
        byte[] octets = cms.octets();

        assertThat(refusal(Arrays.copyOf(octets, octets.length + 1))).isEqualTo(Reason.TRAILING_DATA);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x30, 0x7f, 0x80, 0xff})
    void noOctetThatWasAlteredMakesAnythingButARefusalOrADocument(int octet) {
        for (HandmadeCms cms : List.of(toUs(), toUs().lengths(INDEFINITE).segments(30))) {
            byte[] octets = cms.octets();
            int wrappedKey = startOfWrappedKey(octets);
            for (int i = 0; i < octets.length; i++) {
                if (i > wrappedKey && i < wrappedKey + 255) {
                    continue; // no structure in it, and each try costs an RSA operation
                }
                byte[] altered = octets.clone();
                altered[i] = (byte) octet;
                Throwable thrown = catchThrowable(() -> READER.read(new ByteArrayInputStream(altered), NOWHERE));
                if (thrown != null) {
                    assertThat(thrown).as("octet %d", i).isInstanceOf(InvalidCmsException.class);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 999, 1000, 1001, 65_535, 65_536, 200_000})
    void readsWhatTheClientsLibraryStreams(int size) throws Exception {
        byte[] plain = sample(size);
        CMSEnvelopedDataStreamGenerator generator = new CMSEnvelopedDataStreamGenerator();
        generator.addRecipientInfoGenerator(libraryRecipient());
        generator.setBufferSize(1000);
        ByteArrayOutputStream cms = new ByteArrayOutputStream();
        try (OutputStream out =
                generator.open(cms, new JceCMSContentEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC).build())) {
            out.write(plain);
        }

        assertOpens(cms.toByteArray(), plain);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 1001, 200_000})
    void readsWhatTheClientsLibraryMakesInMemory(int size) throws Exception {
        byte[] plain = sample(size);
        CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(libraryRecipient());

        byte[] cms = generator
                .generate(
                        new CMSProcessableByteArray(plain),
                        new JceCMSContentEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC).build())
                .getEncoded();

        assertOpens(cms, plain);
    }

    @Test
    void opensWithAnOldCertificate() throws Exception {
        assertOpens(new HandmadeCms().to(OLD.certificate()).octets(), HandmadeCms.PLAIN);
    }

    @Test
    void findsOursAsTheThirdRecipient() throws Exception {
        HandmadeCms cms = new HandmadeCms()
                .to(OTHER.certificate())
                .to(OTHER.certificate())
                .to(OURS.certificate());

        assertOpens(cms.octets(), HandmadeCms.PLAIN);
    }

    @Test
    void acceptsTenRecipientsAndNoMore() throws Exception {
        HandmadeCms cms = new HandmadeCms();
        IntStream.range(0, 9).forEach(i -> cms.to(OTHER.certificate()));

        assertOpens(cms.to(OURS.certificate()).octets(), HandmadeCms.PLAIN);
        assertThat(refusal(cms.to(OTHER.certificate()))).isEqualTo(Reason.TOO_MANY_RECIPIENTS);
    }

    @Test
    void refusesADocumentForOthersOnly() {
        assertThat(refusal(new HandmadeCms().to(OTHER.certificate()))).isEqualTo(Reason.UNKNOWN_RECIPIENT);
        assertThat(refusal(new HandmadeCms())).isEqualTo(Reason.UNKNOWN_RECIPIENT);
    }

    @Test
    void refusesARecipientThatIsNamedByItsKeyIdentifier() {
        HandmadeCms cms = new HandmadeCms()
                .to(new RecipientIdentifier(new DEROctetString(new byte[20])), OaepSha256.identifier(), new byte[256]);

        assertThat(refusal(cms)).isEqualTo(Reason.UNKNOWN_RECIPIENT);
    }

    @Test
    void refusesPkcs1KeyTransport() throws Exception {
        HandmadeCms cms = new HandmadeCms();
        Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        rsa.init(Cipher.ENCRYPT_MODE, OURS.certificate().getPublicKey());
        cms.to(
                OURS.certificate(),
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                rsa.doFinal(cms.encrypted.contentKey()));

        assertThat(refusal(cms)).isEqualTo(Reason.UNSUPPORTED_ALGORITHM);
    }

    static Stream<Arguments> otherOaepParameters() {
        AlgorithmIdentifier sha1 = RSAESOAEPparams.DEFAULT_HASH_ALGORITHM;
        AlgorithmIdentifier sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
        AlgorithmIdentifier mgf1 = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, sha256);
        AlgorithmIdentifier noLabel = RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM;
        AlgorithmIdentifier label =
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_pSpecified, new DEROctetString(new byte[] {1}));
        return Stream.of(
                argumentSet("SHA-1 for both", oaep(new RSAESOAEPparams())),
                argumentSet("SHA-1 in the hash", oaep(new RSAESOAEPparams(sha1, mgf1, noLabel))),
                argumentSet(
                        "SHA-1 in MGF1",
                        oaep(new RSAESOAEPparams(sha256, RSAESOAEPparams.DEFAULT_MASK_GEN_FUNCTION, noLabel))),
                argumentSet("a label", oaep(new RSAESOAEPparams(sha256, mgf1, label))),
                argumentSet("no parameters", new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSAES_OAEP)),
                argumentSet(
                        "null for parameters",
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSAES_OAEP, DERNull.INSTANCE)),
                argumentSet(
                        "MGF1 without a hash",
                        oaep(new RSAESOAEPparams(
                                sha256, new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1), noLabel))));
    }

    @ParameterizedTest
    @MethodSource("otherOaepParameters")
    void refusesOtherOaepParameters(AlgorithmIdentifier transport) {
        HandmadeCms cms = new HandmadeCms();
        cms.to(OURS.certificate(), transport, CmsEnvelope.wrapKey(cms.encrypted.contentKey(), OURS.certificate()));

        assertThat(refusal(cms)).isEqualTo(Reason.UNSUPPORTED_ALGORITHM);
    }

    @Test
    void acceptsOaepHashesWithoutTheirNullParameters() throws Exception {
        AlgorithmIdentifier sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
        HandmadeCms cms = new HandmadeCms();
        cms.to(
                OURS.certificate(),
                oaep(new RSAESOAEPparams(
                        sha256,
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, sha256),
                        RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM)),
                CmsEnvelope.wrapKey(cms.encrypted.contentKey(), OURS.certificate()));

        assertOpens(cms.octets(), HandmadeCms.PLAIN);
    }

    static Stream<Arguments> otherCiphers() {
        DEROctetString iv = new DEROctetString(new byte[16]);
        return Stream.of(
                argumentSet("AES-128-CBC", new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes128_CBC, iv)),
                argumentSet("AES-256-GCM", new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_GCM, iv)),
                argumentSet("no IV", new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_CBC)),
                argumentSet(
                        "a short IV",
                        new AlgorithmIdentifier(
                                NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(new byte[15]))));
    }

    @ParameterizedTest
    @MethodSource("otherCiphers")
    void refusesOtherCiphers(AlgorithmIdentifier cipher) {
        assertThat(refusal(toUs().cipher(cipher))).isEqualTo(Reason.UNSUPPORTED_ALGORITHM);
    }

    @Test
    void everyFailureToDecryptHasTheSameReasonAndText() {
        HandmadeCms alteredKey = new HandmadeCms();
        byte[] wrappedKey = CmsEnvelope.wrapKey(alteredKey.encrypted.contentKey(), OURS.certificate());
        wrappedKey[100] ^= 1;
        alteredKey.to(OURS.certificate(), OaepSha256.identifier(), wrappedKey);

        HandmadeCms shortWrappedKey = new HandmadeCms();
        shortWrappedKey.to(OURS.certificate(), OaepSha256.identifier(), new byte[] {1, 2, 3});

        HandmadeCms shortContentKey = new HandmadeCms();
        shortContentKey.to(
                OURS.certificate(), OaepSha256.identifier(), OaepSha256.wrap(new byte[16], OURS.certificate()));

        HandmadeCms padding = toUs();
        byte[] alteredContent = padding.ciphertext.clone();
        int lastOfTheBlockBefore = alteredContent.length - 17;
        int paddingLength = padding.ciphertext.length - HandmadeCms.PLAIN.length;
        alteredContent[lastOfTheBlockBefore] ^= (byte) paddingLength; // the plain file's last octet becomes 0
        padding.content(DEFINITE.element(0x80, alteredContent));

        HandmadeCms noContent = toUs().content(DEFINITE.element(0x80));
        HandmadeCms emptySegments = toUs().content(INDEFINITE.element(0xa0, DEFINITE.element(0x04)));
        HandmadeCms halfABlock = toUs();
        halfABlock.content(
                DEFINITE.element(0x80, Arrays.copyOf(halfABlock.ciphertext, halfABlock.ciphertext.length - 8)));

        assertThat(Stream.of(
                                alteredKey,
                                shortWrappedKey,
                                shortContentKey,
                                padding,
                                noContent,
                                emptySegments,
                                halfABlock)
                        .map(cms -> failure(cms.octets())))
                .allSatisfy(failure -> {
                    assertThat(failure.reason()).isEqualTo(Reason.UNDECRYPTABLE);
                    assertThat(failure)
                            .hasMessage("Filen kan ikke dekrypteres.")
                            .hasNoCause();
                });
    }

    static Stream<Arguments> otherStructures() {
        byte[] deep = new byte[2000];
        Arrays.fill(deep, (byte) 0x80);
        IntStream.iterate(0, i -> i < deep.length, i -> i + 2).forEach(i -> deep[i] = (byte) 0x30);
        return Stream.of(
                argumentSet("a PDF", "%PDF-1.7 ...............".getBytes(StandardCharsets.US_ASCII)),
                argumentSet("zeros", new byte[100]),
                argumentSet("an empty sequence", DEFINITE.element(0x30)),
                argumentSet(
                        "signed data",
                        toUs().outerType(CMSObjectIdentifiers.signedData).octets()),
                argumentSet(
                        "signed data inside",
                        toUs().innerType(CMSObjectIdentifiers.signedData).octets()),
                argumentSet("detached content", toUs().content(new byte[0]).octets()),
                argumentSet(
                        "an integer for content",
                        toUs().content(DEFINITE.element(0x02, new byte[] {1})).octets()),
                argumentSet(
                        "an integer for a segment",
                        toUs().content(DEFINITE.element(0xa0, new byte[] {0x02, 0x01, 0x01}))
                                .octets()),
                argumentSet(
                        "primitive content of indefinite length",
                        toUs().content(INDEFINITE.element(0x80, new byte[16])).octets()),
                argumentSet(
                        "a segment beyond its level",
                        toUs().content(DEFINITE.element(0xa0, new byte[] {0x04, 0x7f, 1, 2}))
                                .octets()),
                argumentSet(
                        "end-of-contents in a definite length",
                        toUs().content(DEFINITE.element(0xa0, new byte[2])).octets()),
                argumentSet("a negative length", Ber.concat(new byte[] {0x30, (byte) 0x88, (byte) 0x80}, new byte[20])),
                argumentSet("a length of nine octets", Ber.concat(new byte[] {0x30, (byte) 0x89}, new byte[20])),
                argumentSet(
                        "something after the attributes",
                        toUs().attributes(Ber.concat(DEFINITE.element(0xa1), DEFINITE.element(0x30)))
                                .octets()),
                argumentSet(
                        "something else for the attributes",
                        toUs().attributes(DEFINITE.element(0xa2)).octets()),
                argumentSet(
                        "a recipient that is none",
                        Ber.concat(
                                Arrays.copyOf(toUs().lengths(INDEFINITE).octets(), 20),
                                new byte[] {0x31, 0x02, 0x05, 0x00})),
                argumentSet(
                        "a huge originator",
                        toUs().originatorInfo(DEFINITE.element(0xa0, DEFINITE.element(0x04, new byte[66_000])))
                                .octets()),
                argumentSet(
                        "an endless originator",
                        toUs().originatorInfo(INDEFINITE.element(0xa0, Ber.segments(new byte[66_000], 100)))
                                .octets()),
                argumentSet(
                        "huge attributes",
                        toUs().attributes(DEFINITE.element(0xa1, DEFINITE.element(0x04, new byte[66_000])))
                                .octets()),
                argumentSet(
                        "endless attributes",
                        toUs().attributes(INDEFINITE.element(0xa1, Ber.segments(new byte[66_000], 100)))
                                .octets()),
                argumentSet(
                        "deep attributes",
                        toUs().lengths(INDEFINITE)
                                .attributes(INDEFINITE.element(0xa1, deep))
                                .octets()),
                argumentSet(
                        "deep segments",
                        withContent(cms -> deepSegments()).lengths(INDEFINITE).octets()));
    }

    @ParameterizedTest
    @MethodSource("otherStructures")
    void refusesWhatIsNotEnvelopedData(byte[] octets) {
        assertThat(refusal(octets)).isEqualTo(Reason.NOT_CMS);
    }

    @Test
    void aFailingSourceIsNotABadDocument() {
        byte[] octets = toUs().lengths(INDEFINITE).segments(7).octets();
        EOFException cut = new EOFException("connection lost");
        for (int length = 0; length <= octets.length; length += 13) {
            InputStream failing = new FailingInputStream(Arrays.copyOf(octets, length), cut);

            assertThatThrownBy(() -> READER.read(failing, NOWHERE)).isSameAs(cut);
        }
    }

    @Test
    void aFailingSinkIsNotABadDocument() {
        IOException full = new IOException("disk full");

        assertThatThrownBy(() -> READER.read(new ByteArrayInputStream(toUs().octets()), (buffer, offset, length) -> {
                    throw full;
                }))
                .isSameAs(full);
    }

    @Test
    void leavesTheSourceOpen() throws Exception {
        InputStream open = new ByteArrayInputStream(toUs().octets()) {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };

        READER.read(open, NOWHERE);

        assertThat(open.available()).isZero();
    }

    @Test
    void refusesTwoKeysOfTheSameName() {
        assertThatThrownBy(() -> new CmsReader(List.of(OURS, OTHER, OURS)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CN=Digisos");
    }

    @Test
    void whatWasReadShowsNoKeyWhenPrinted() throws Exception {
        ReadCms read = READER.read(new ByteArrayInputStream(toUs().octets()), NOWHERE);

        assertThat(read.toString())
                .contains("plainSize=" + HandmadeCms.PLAIN.length)
                .doesNotContain("contentKey", "plainSha");
        assertThat(OURS.toString()).doesNotContain("modulus").contains(Certificates.fingerprint(OURS.certificate()));
    }

    private interface Content {
        byte[] of(HandmadeCms cms);
    }

    private static HandmadeCms withContent(Content content) {
        HandmadeCms cms = toUs();
        return cms.content(content.of(cms));
    }

    private static HandmadeCms toUs() {
        return new HandmadeCms().to(OURS.certificate());
    }

    private static byte[] deepSegments() {
        byte[] element = INDEFINITE.element(0x24);
        for (int i = 0; i < 100; i++) {
            element = INDEFINITE.element(0x24, element);
        }
        return INDEFINITE.element(0xa0, element);
    }

    private static int startOfWrappedKey(byte[] cms) {
        byte[] header = {0x04, (byte) 0x82, 0x01, 0x00};
        return IntStream.range(0, cms.length)
                        .filter(i -> Arrays.equals(cms, i, i + 4, header, 0, 4))
                        .findFirst()
                        .orElseThrow()
                + header.length;
    }

    private static AlgorithmIdentifier oaep(RSAESOAEPparams parameters) {
        return new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSAES_OAEP, parameters);
    }

    private static JceKeyTransRecipientInfoGenerator libraryRecipient() throws Exception {
        return new JceKeyTransRecipientInfoGenerator(
                OURS.certificate(),
                new JcaAlgorithmParametersConverter()
                        .getAlgorithmIdentifier(
                                PKCSObjectIdentifiers.id_RSAES_OAEP,
                                new OAEPParameterSpec(
                                        "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT)));
    }

    private static void assertOpens(byte[] cms, byte[] plain) throws Exception {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        ReadCms read = READER.read(new ByteArrayInputStream(cms), stored::write);
        try (InputStream decrypted = ContentCipher.decrypt(
                new ByteArrayInputStream(stored.toByteArray()), read.contentKey(), read.iv(), read.ciphertextSize())) {
            assertThat(decrypted.readAllBytes()).isEqualTo(plain);
        }
        assertThat(read.plainSize()).isEqualTo(plain.length);
        assertThat(read.plainSha512()).isEqualTo(hash("SHA-512", plain));
    }

    private static Reason refusal(HandmadeCms cms) {
        return refusal(cms.octets());
    }

    private static Reason refusal(byte[] cms) {
        return failure(cms).reason();
    }

    private static InvalidCmsException failure(byte[] cms) {
        return catchThrowableOfType(
                InvalidCmsException.class, () -> READER.read(new ByteArrayInputStream(cms), NOWHERE));
    }

    private static byte[] hash(String algorithm, byte[] octets) throws Exception {
        return MessageDigest.getInstance(algorithm).digest(octets);
    }

    private static byte[] sample(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        return octets;
    }
}
