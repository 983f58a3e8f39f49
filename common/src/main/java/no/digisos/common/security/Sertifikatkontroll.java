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
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.krypto.Certificates;

/** Proves a virksomhetssertifikat (auth.md 4). The same for both ways in which one is shown. */
public final class Sertifikatkontroll {
    private static final int MIN_RSA_BITS = 2048;
    private static final int DIGITAL_SIGNATURE = 0;
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_USE = "2.5.29.37.0";

    private final Set<TrustAnchor> ankre;
    private final List<X509Certificate> mellomliggende;

    /**
     * A control.
     *
     * @param rotter whom it trusts
     * @param mellomliggende what chains may go through beside what the caller sends
     */
    public Sertifikatkontroll(List<X509Certificate> rotter, List<X509Certificate> mellomliggende) {
        this.ankre = rotter.stream().map(rot -> new TrustAnchor(rot, null)).collect(Collectors.toUnmodifiableSet());
        this.mellomliggende = List.copyOf(mellomliggende);
    }

    /**
     * The certificates of a PEM file.
     *
     * @throws ConfigurationException when there are none, or the file cannot be read; the message names the property
     */
    @SuppressWarnings(
            "UnusedException") // with a cause, the start would end in that one's stack trace and not in this sentence
    static List<X509Certificate> les(Path fil, String egenskap) {
        try (InputStream innhold = Files.newInputStream(fil)) {
            List<X509Certificate> sertifikater = new ArrayList<>();
            for (Certificate sertifikat :
                    CertificateFactory.getInstance("X.509").generateCertificates(innhold)) {
                sertifikater.add((X509Certificate) sertifikat);
            }
            if (sertifikater.isEmpty()) {
                throw new ConfigurationException(egenskap + ": " + fil + " has no certificates");
            }
            return sertifikater;
        } catch (IOException | CertificateException e) {
            throw new ConfigurationException(egenskap + ": " + fil + " cannot be read as PEM certificates");
        }
    }

    /**
     * Checks what a caller showed.
     *
     * @param kjede the caller's certificate first, then what it sent along
     * @param naa when it must be valid
     * @throws ApiException 401, with what is wrong
     */
    public Virksomhetssertifikat kontroller(List<X509Certificate> kjede, Instant naa) {
        X509Certificate sertifikat = kjede.getFirst();
        if (naa.isBefore(sertifikat.getNotBefore().toInstant())
                || naa.isAfter(sertifikat.getNotAfter().toInstant())) {
            throw ugyldig("er ikke gyldig på dette tidspunktet");
        }
        if (sertifikat.getBasicConstraints() >= 0) {
            throw ugyldig("er en utsteders");
        }
        if (!erForInnlogging(sertifikat)) {
            throw ugyldig("er ikke for innlogging (keyUsage digitalSignature, extendedKeyUsage clientAuth)");
        }
        if (sertifikat.getPublicKey() instanceof RSAPublicKey rsa
                && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
            throw ugyldig("har en for kort nøkkel");
        }
        kontrollerKjede(kjede, naa);
        return new Virksomhetssertifikat(
                Sertifikateier.av(sertifikat).orElseThrow(() -> ugyldig("har ikke ett gyldig organisasjonsnummer")),
                sertifikat.getSerialNumber().toString(16),
                Certificates.fingerprint(sertifikat));
    }

    /** Missing key usage is not "any": every issuer of virksomhetssertifikater states it, and has others for seal and encryption. */
    private static boolean erForInnlogging(X509Certificate sertifikat) {
        boolean[] bruk = sertifikat.getKeyUsage();
        if (bruk == null || !bruk[DIGITAL_SIGNATURE]) {
            return false;
        }
        try {
            List<String> utvidet = sertifikat.getExtendedKeyUsage();
            return utvidet == null || utvidet.contains(CLIENT_AUTH) || utvidet.contains(ANY_USE);
        } catch (CertificateParsingException e) {
            throw ugyldig("kan ikke leses", e);
        }
    }

    @SuppressWarnings("JavaUtilDate") // the parameters take nothing else
    private void kontrollerKjede(List<X509Certificate> kjede, Instant naa) {
        X509CertSelector mal = new X509CertSelector();
        mal.setCertificate(kjede.getFirst());
        Set<X509Certificate> ledd = new HashSet<>(kjede);
        ledd.addAll(mellomliggende);
        try {
            PKIXBuilderParameters parametre = new PKIXBuilderParameters(ankre, mal);
            parametre.setDate(Date.from(naa));
            parametre.setRevocationEnabled(false);
            parametre.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(ledd)));
            CertPathBuilder.getInstance("PKIX").build(parametre);
        } catch (CertPathBuilderException e) {
            throw ugyldig("er ikke utstedt av noen som er til å stole på", e);
        } catch (InvalidAlgorithmParameterException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ApiException ugyldig(String hvorfor) {
        return new ApiException(ErrorCode.UGYLDIG_SERTIFIKAT, "Virksomhetssertifikatet " + hvorfor);
    }

    private static ApiException ugyldig(String hvorfor, Throwable arsak) {
        return new ApiException(ErrorCode.UGYLDIG_SERTIFIKAT, "Virksomhetssertifikatet " + hvorfor, arsak);
    }

    /** Of a configuration: the intermediate certificates, when there are any. */
    static List<X509Certificate> lesValgfritt(Optional<Path> fil, String egenskap) {
        return fil.map(f -> les(f, egenskap)).orElse(List.of());
    }
}
