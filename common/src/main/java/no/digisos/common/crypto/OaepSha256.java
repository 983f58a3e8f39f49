package no.digisos.common.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/** RSAES-OAEP with SHA-256, MGF1 with SHA-256 and an empty label: the one key transport that documents may use. */
final class OaepSha256 {

    private OaepSha256() {}

    /** The identifier as the clients write it: parameters explicit, the default pSource left out. */
    static AlgorithmIdentifier identifier() {
        AlgorithmIdentifier sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
        return new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_RSAES_OAEP,
                new RSAESOAEPparams(
                        sha256,
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, sha256),
                        RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM));
    }

    /**
     * Whether an identifier means exactly this transport, however it is encoded.
     *
     * @throws IllegalArgumentException when the parameters have another structure than OAEP's
     */
    static boolean isMeantBy(AlgorithmIdentifier identifier) {
        if (!PKCSObjectIdentifiers.id_RSAES_OAEP.equals(identifier.getAlgorithm())
                || identifier.getParameters() == null) {
            return false;
        }
        RSAESOAEPparams parameters = RSAESOAEPparams.getInstance(identifier.getParameters());
        AlgorithmIdentifier mask = parameters.getMaskGenAlgorithm();
        AlgorithmIdentifier label = parameters.getPSourceAlgorithm();
        return isSha256(parameters.getHashAlgorithm())
                && PKCSObjectIdentifiers.id_mgf1.equals(mask.getAlgorithm())
                && mask.getParameters() != null
                && isSha256(AlgorithmIdentifier.getInstance(mask.getParameters()))
                && PKCSObjectIdentifiers.id_pSpecified.equals(label.getAlgorithm())
                && ASN1OctetString.getInstance(label.getParameters()).getOctetsLength() == 0;
    }

    static byte[] wrap(byte[] contentKey, X509Certificate recipient) {
        try {
            // From the bare key: with the certificate, init would refuse one whose keyUsage is critical and other than
            // key encipherment. Whether a certificate is usable is decided where it is configured.
            Cipher cipher = cipher();
            cipher.init(Cipher.ENCRYPT_MODE, recipient.getPublicKey(), parameters());
            return cipher.doFinal(contentKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The certificate's key cannot wrap a content key", e);
        }
    }

    static byte[] unwrap(byte[] wrappedKey, PrivateKey privateKey) throws GeneralSecurityException {
        Cipher cipher = cipher();
        cipher.init(Cipher.DECRYPT_MODE, privateKey, parameters());
        return cipher.doFinal(wrappedKey);
    }

    private static Cipher cipher() throws GeneralSecurityException {
        return Cipher.getInstance("RSA/ECB/OAEPPadding");
    }

    // Explicit, since the JDK's "OAEPWithSHA-256AndMGF1Padding" alone means MGF1 with SHA-1.
    private static OAEPParameterSpec parameters() {
        return new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
    }

    private static boolean isSha256(AlgorithmIdentifier identifier) {
        @Nullable ASN1Encodable parameters = identifier.getParameters();
        return NISTObjectIdentifiers.id_sha256.equals(identifier.getAlgorithm())
                && (parameters == null || DERNull.INSTANCE.equals(parameters));
    }
}
