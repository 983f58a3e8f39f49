package no.digisos.testkit.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A private key with its certificate.
 *
 * @param chain the certificate first, then those that issued it, without the root
 */
public record Identity(PrivateKey privateKey, List<X509Certificate> chain) {

    public Identity {
        chain = List.copyOf(chain);
    }

    /** The certificate of the key. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** The chain as PEM. */
    public String certificatePem() {
        return chain.stream().map(Identity::pem).collect(Collectors.joining());
    }

    /** Writes the chain as {@code certificate} and the key (PKCS#8, readable by its owner only) as {@code key}. */
    public void write(Path certificate, Path key) throws IOException {
        Files.writeString(certificate, certificatePem());
        if (Files.notExists(key)) {
            Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(key, pem("PRIVATE KEY", privateKey.getEncoded()), StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }

    private static String pem(String type, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
    }

    @Override
    public String toString() {
        return "Identity[" + certificate().getSubjectX500Principal() + "]";
    }
}
