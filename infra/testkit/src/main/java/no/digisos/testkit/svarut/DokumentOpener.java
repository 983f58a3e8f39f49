package no.digisos.testkit.svarut;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import no.digisos.testkit.svarut.StoredForsendelse.Plaintext;
import org.bouncycastle.cms.CMSEnvelopedDataParser;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;

/** Opens documents that were encrypted for SvarUt's certificate. */
final class DokumentOpener {

    private final PrivateKey key;

    private DokumentOpener(PrivateKey key) {
        this.key = key;
    }

    /** Reads a private key (PEM, PKCS#8, RSA). */
    static DokumentOpener withKey(Path pem) throws IOException {
        String base64 = Files.readString(pem).replaceAll("-----[A-Z ]+-----", "");
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            return new DokumentOpener(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(pem + " is not an RSA key in PKCS#8", e);
        }
    }

    /**
     * The document's plain size and hash; empty when it is not CMS for our key, or is broken anywhere.
     *
     * @param out gets the plain document as it goes by
     */
    Optional<Plaintext> open(InputStream encrypted, OutputStream out) {
        MessageDigest sha256 = Sha256.create();
        try {
            CMSEnvelopedDataParser cms = new CMSEnvelopedDataParser(encrypted);
            RecipientInformation recipient = cms.getRecipientInfos().getRecipients().stream()
                    .findFirst()
                    .orElseThrow(() -> new CMSException("no recipient"));
            try (InputStream plain = new DigestInputStream(
                    recipient
                            .getContentStream(new JceKeyTransEnvelopedRecipient(key))
                            .getContentStream(),
                    sha256)) {
                long size = plain.transferTo(out);
                return Optional.of(new Plaintext(size, HexFormat.of().formatHex(sha256.digest())));
            }
        } catch (CMSException | IOException | RuntimeException e) {
            // The parser meets a sender's rubbish with exceptions of every kind.
            return Optional.empty();
        }
    }
}
