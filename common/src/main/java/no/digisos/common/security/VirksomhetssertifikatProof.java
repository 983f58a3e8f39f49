package no.digisos.common.security;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import no.digisos.common.crypto.Certificates;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;

/** Proves a virksomhetssertifikat (auth.md 4). The same for both ways in which one is shown. */
public final class VirksomhetssertifikatProof {
    private static final int MIN_RSA_BITS = 2048;
    private static final int DIGITAL_SIGNATURE = 0;
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_USE = "2.5.29.37.0";

    private final Set<TrustAnchor> anchors;
    private final List<X509Certificate> intermediate;

    /**
     * A control.
     *
     * @param roots whom it trusts
     * @param intermediate what chains may go through beside what the caller sends
     */
    public VirksomhetssertifikatProof(List<X509Certificate> roots, List<X509Certificate> intermediate) {
        this.anchors = roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toUnmodifiableSet());
        this.intermediate = List.copyOf(intermediate);
    }

    /**
     * The certificates of a PEM file.
     *
     * @throws ConfigurationException when there are none, or the file cannot be read; the message names the property
     */
    @SuppressWarnings(
            "UnusedException") // with a cause, the start would end in that one's stack trace and not in this sentence
    static List<X509Certificate> read(Path file, String property) {
        try (InputStream content = Files.newInputStream(file)) {
            List<X509Certificate> certificates = new ArrayList<>();
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(content)) {
                certificates.add((X509Certificate) certificate);
            }
            if (certificates.isEmpty()) {
                throw new ConfigurationException(property + ": " + file + " has no certificates");
            }
            return certificates;
        } catch (IOException | CertificateException e) {
            throw new ConfigurationException(property + ": " + file + " cannot be read as PEM certificates");
        }
    }

    /**
     * Checks what a caller showed.
     *
     * @param chain the caller's certificate first, then what it sent along
     * @param now when it must be valid
     * @throws ApiException 401, with what is wrong
     */
    public Virksomhetssertifikat check(List<X509Certificate> chain, Instant now) {
        X509Certificate certificate = chain.getFirst();
        if (now.isBefore(certificate.getNotBefore().toInstant())
                || now.isAfter(certificate.getNotAfter().toInstant())) {
            throw invalid("er ikke gyldig på dette tidspunktet");
        }
        if (certificate.getBasicConstraints() >= 0) {
            throw invalid("er en utsteders");
        }
        if (!isForLogin(certificate)) {
            throw invalid("er ikke for innlogging (keyUsage digitalSignature, extendedKeyUsage clientAuth)");
        }
        if (certificate.getPublicKey() instanceof RSAPublicKey rsa
                && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
            throw invalid("har en for kort nøkkel");
        }
        checkChain(chain, now);
        return new Virksomhetssertifikat(
                CertificateOwner.of(certificate).orElseThrow(() -> invalid("har ikke ett gyldig organisasjonsnummer")),
                certificate.getSerialNumber().toString(16),
                Certificates.fingerprint(certificate));
    }

    /** Missing key usage is not "any": every issuer of virksomhetssertifikater states it, and has others for seal and encryption. */
    private static boolean isForLogin(X509Certificate certificate) {
        boolean[] use = certificate.getKeyUsage();
        if (use == null || !use[DIGITAL_SIGNATURE]) {
            return false;
        }
        try {
            List<String> extended = certificate.getExtendedKeyUsage();
            return extended == null || extended.contains(CLIENT_AUTH) || extended.contains(ANY_USE);
        } catch (CertificateParsingException e) {
            throw invalid("kan ikke leses", e);
        }
    }

    @SuppressWarnings("JavaUtilDate") // the parameters take nothing else
    private void checkChain(List<X509Certificate> chain, Instant now) {
        X509CertSelector template = new X509CertSelector();
        template.setCertificate(chain.getFirst());
        Set<X509Certificate> items = new HashSet<>(chain);
        items.addAll(intermediate);
        try {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, template);
            parameters.setDate(Date.from(now));
            parameters.setRevocationEnabled(false);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(items)));
            CertPathBuilder.getInstance("PKIX").build(parameters);
        } catch (CertPathBuilderException e) {
            throw invalid("er ikke utstedt av noen som er til å stole på", e);
        } catch (InvalidAlgorithmParameterException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ApiException invalid(String why) {
        return new ApiException(ErrorCode.UGYLDIG_SERTIFIKAT, "Virksomhetssertifikatet " + why);
    }

    private static ApiException invalid(String why, Throwable cause) {
        return new ApiException(ErrorCode.UGYLDIG_SERTIFIKAT, "Virksomhetssertifikatet " + why, cause);
    }

    /** Of a configuration: the intermediate certificates, when there are any. */
    static List<X509Certificate> readOptional(Optional<Path> file, String property) {
        return file.map(f -> read(f, property)).orElse(List.of());
    }
}
