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
final class ClientCertHode {
    static final String SERTIFIKAT = "Client-Cert";
    static final String KJEDE = "Client-Cert-Chain";

    /** Longer chains than this are no virksomhetssertifikat's. */
    private static final int MAKS_LEDD = 10;

    private ClientCertHode() {}

    /**
     * The certificate first, then its chain.
     *
     * @param sertifikat every value of {@link #SERTIFIKAT}
     * @param kjede every value of {@link #KJEDE}
     * @return empty without a certificate
     * @throws ApiException 401 when they cannot be read, or there are two certificates
     */
    static List<X509Certificate> les(List<String> sertifikat, List<String> kjede) {
        if (sertifikat.isEmpty()) {
            return List.of();
        }
        List<X509Certificate> alle = new ArrayList<>(les(String.join(",", sertifikat)));
        if (alle.size() != 1) {
            throw uleselig(null);
        }
        if (!kjede.isEmpty()) {
            alle.addAll(les(String.join(",", kjede)));
        }
        return alle;
    }

    private static List<X509Certificate> les(String liste) {
        List<X509Certificate> sertifikater = new ArrayList<>();
        for (String ledd : liste.split(",", -1)) {
            String verdi = ledd.strip();
            if (sertifikater.size() == MAKS_LEDD
                    || verdi.length() < 2
                    || !verdi.startsWith(":")
                    || !verdi.endsWith(":")) {
                throw uleselig(null);
            }
            try {
                byte[] der = Base64.getDecoder().decode(verdi.substring(1, verdi.length() - 1));
                sertifikater.add((X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
            } catch (CertificateException | IllegalArgumentException e) {
                throw uleselig(e);
            }
        }
        return sertifikater;
    }

    private static ApiException uleselig(@Nullable Throwable arsak) {
        String melding = "Virksomhetssertifikatet i " + SERTIFIKAT + " kan ikke leses";
        return arsak == null
                ? new ApiException(ErrorCode.UGYLDIG_SERTIFIKAT, melding)
                : new ApiException(ErrorCode.UGYLDIG_SERTIFIKAT, melding, arsak);
    }
}
