package no.digisos.common.security;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Reads the two headers of RFC 9440: each certificate is DER in Base64 between colons, as RFC 8941 writes a byte sequence. */
final class ClientCertHeader {
    static final String CERTIFICATE = "Client-Cert";
    static final String CHAIN = "Client-Cert-Chain";

    /** Longer chains than this are no virksomhetssertifikat's. */
    private static final int MAX_ITEMS = 10;

    private ClientCertHeader() {}

    /**
     * The certificate first, then its chain.
     *
     * @param certificate every value of {@link #CERTIFICATE}
     * @param chain every value of {@link #CHAIN}
     * @return empty without a certificate
     * @throws ApiException 401 when they cannot be read, or there are two certificates
     */
    static List<X509Certificate> read(List<String> certificate, List<String> chain) {
        if (certificate.isEmpty()) {
            return List.of();
        }
        List<X509Certificate> all = new ArrayList<>(read(String.join(",", certificate)));
        if (all.size() != 1) {
            throw unreadable(null);
        }
        if (!chain.isEmpty()) {
            all.addAll(read(String.join(",", chain)));
        }
        return all;
    }

    private static List<X509Certificate> read(String list) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (String items : list.split(",", -1)) {
            String value = items.strip();
            if (certificates.size() == MAX_ITEMS
                    || value.length() < 2
                    || !value.startsWith(":")
                    || !value.endsWith(":")) {
                throw unreadable(null);
            }
            try {
                byte[] der = Base64.getDecoder().decode(value.substring(1, value.length() - 1));
                certificates.add((X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
            } catch (CertificateException | IllegalArgumentException e) {
                throw unreadable(e);
            }
        }
        return certificates;
    }

    private static ApiException unreadable(@Nullable Throwable cause) {
        String melding = "Virksomhetssertifikatet i " + CERTIFICATE + " kan ikke leses";
        return cause == null
                ? new ApiException(ErrorCode.UGYLDIG_SERTIFIKAT, melding)
                : new ApiException(ErrorCode.UGYLDIG_SERTIFIKAT, melding, cause);
    }
}
