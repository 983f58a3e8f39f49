package no.digisos.testkit.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate authority for one machine, and self-signed certificates. Never for anything but tests and demos. */
public final class TestAuthority {

    private static final Duration VALID_FOR = Duration.ofDays(825);
    private static final int KEY_BITS = 2048;

    private final Identity identity;
    private final X500Name name;

    private TestAuthority(Identity identity, X500Name name) {
        this.identity = identity;
        this.name = name;
    }

    /** Makes a new authority, with a new key. */
    public static TestAuthority create(String commonName) {
        X500Name name = new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
        return new TestAuthority(sign(name, name, null, builder -> authority(builder, 0)), name);
    }

    /** Makes a new authority that has another one below it, and returns that: its certificates come with their chain. */
    public static TestAuthority createIssuing(String rootName, String commonName) {
        X500Name rootSubject =
                new X500NameBuilder().addRDN(BCStyle.CN, rootName).build();
        X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
        Identity root = sign(rootSubject, rootSubject, null, builder -> authority(builder, 1));
        Identity issuing = sign(subject, rootSubject, root.privateKey(), builder -> authority(builder, 0));
        return new TestAuthority(
                new Identity(issuing.privateKey(), List.of(issuing.certificate(), root.certificate())), subject);
    }

    private static void authority(X509v3CertificateBuilder builder, int below) throws CertIOException {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(below));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    /** The certificate at the top of the chain, for a trust store. */
    public X509Certificate anchor() {
        return identity.chain().getLast();
    }

    /** An organisation's certificate, with the authorities between it and the anchor. */
    public Identity issue(Profile profile) {
        Instant from = Instant.now().minus(profile.age());
        Identity issued =
                sign(profile.subject(), name, identity.privateKey(), from, from.plus(profile.lifetime()), builder -> {
                    builder.addExtension(Extension.keyUsage, true, new KeyUsage(profile.keyUsage()));
                    if (!profile.purposes().isEmpty()) {
                        builder.addExtension(
                                Extension.extendedKeyUsage,
                                false,
                                new ExtendedKeyUsage(profile.purposes().toArray(KeyPurposeId[]::new)));
                    }
                });
        List<X509Certificate> chain = new ArrayList<>(issued.chain());
        chain.addAll(identity.chain().subList(0, identity.chain().size() - 1));
        return new Identity(issued.privateKey(), chain);
    }

    /** The authority's own certificate, for a client's trust store. */
    public Identity root() {
        return identity;
    }

    /** A server certificate for names and IPv4 addresses; the first is also the common name. */
    public Identity server(String... hosts) {
        List<GeneralName> names = new ArrayList<>();
        for (String host : hosts) {
            boolean address = host.matches("[0-9.]+");
            names.add(new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host));
        }
        X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, hosts[0]).build();
        return sign(subject, name, identity.privateKey(), builder -> {
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
            builder.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
        });
    }

    /**
     * An organisation's certificate as the SEID 2 profile names it (auth.md 4): the number in organizationIdentifier.
     *
     * @param organisasjonsnummer nine digits
     */
    public Identity organisation(String commonName, String organisasjonsnummer) {
        return issue(Profile.seid2(commonName, organisasjonsnummer));
    }

    /** A self-signed certificate to encrypt documents for, as a konto or SvarUt has it. */
    public static Identity selfSigned(String commonName) {
        X500Name name = new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
        return sign(
                name,
                name,
                null,
                builder -> builder.addExtension(
                        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyEncipherment | KeyUsage.dataEncipherment)));
    }

    private interface Extensions {
        void add(X509v3CertificateBuilder builder) throws CertIOException;
    }

    private static Identity sign(
            X500Name subject, X500Name issuer, @Nullable PrivateKey issuerKey, Extensions extensions) {
        Instant from = Instant.now().minus(Duration.ofHours(1));
        return sign(subject, issuer, issuerKey, from, from.plus(VALID_FOR), extensions);
    }

    @SuppressWarnings("JavaUtilDate") // the certificate builder takes nothing else
    private static Identity sign(
            X500Name subject,
            X500Name issuer,
            @Nullable PrivateKey issuerKey,
            Instant from,
            Instant to,
            Extensions extensions) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            KeyPair keys = generator.generateKeyPair();
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(127, new SecureRandom()).setBit(126),
                    Date.from(from),
                    Date.from(to),
                    subject,
                    keys.getPublic());
            extensions.add(builder);
            PrivateKey signer = issuerKey == null ? keys.getPrivate() : issuerKey;
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(signer)));
            return new Identity(keys.getPrivate(), List.of(certificate));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("a test certificate could not be made", e);
        }
    }
}
