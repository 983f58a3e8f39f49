package no.digisos.common.crypto;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * A certificate that senders encrypt to, with the private key that opens what they send.
 *
 * @param certificate its issuer and serial number are what a CMS names its recipient by
 * @param privateKey the certificate's RSA private key
 */
public record RecipientKey(X509Certificate certificate, PrivateKey privateKey) {

    /** Names the certificate by its fingerprint and leaves the key out. */
    @Override
    public String toString() {
        return "RecipientKey[" + Certificates.fingerprint(certificate) + "]";
    }
}
