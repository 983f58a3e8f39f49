package no.digisos.testkit.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestAuthorityTest {

    @TempDir
    Path dir;

    @Test
    void aServersCertificateIsTheAuthoritysAndNamesItsHosts() throws Exception {
        TestAuthority authority = TestAuthority.create("Test CA");
        Identity server = authority.server("localhost", "127.0.0.1");

        server.certificate().verify(authority.root().certificate().getPublicKey());
        server.certificate().checkValidity();
        assertThat(server.certificate().getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(List.of(2, "localhost"), List.of(7, "127.0.0.1"));
        assertThat(authority.root().certificate().getBasicConstraints()).isZero();
        assertThat(server.certificate().getBasicConstraints()).isEqualTo(-1);
    }

    @Test
    void anOrganisationsCertificateCarriesItsNumber() throws Exception {
        Identity nav = TestAuthority.create("Test CA").organisation("NAV", "889640782");

        var names =
                new JcaX509CertificateHolder(nav.certificate()).getSubject().getRDNs(BCStyle.ORGANIZATION_IDENTIFIER);
        assertThat(names).hasSize(1);
        assertThat(names[0].getFirst().getValue()).hasToString("NTRNO-889640782");
    }

    @Test
    void anIssuingAuthoritysCertificatesComeWithTheirChainAndInBothProfiles() throws Exception {
        TestAuthority authority = TestAuthority.createIssuing("Test rot", "Test virksomheter");
        for (Profile profile : List.of(Profile.seid1("NAV", "889640782"), Profile.seid2("NAV", "889640782"))) {
            Identity nav = authority.issue(profile);
            assertThat(nav.chain()).hasSize(2);
            nav.certificate().verify(nav.chain().get(1).getPublicKey());
            nav.chain().get(1).verify(authority.anchor().getPublicKey());
            assertThat(nav.certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
            nav.certificate().checkValidity();
        }
        var seid1 = new JcaX509CertificateHolder(
                        authority.issue(Profile.seid1("NAV", "889640782")).certificate())
                .getSubject();
        assertThat(seid1.getRDNs(BCStyle.ORGANIZATION_IDENTIFIER)).isEmpty();
        assertThat(seid1.getRDNs(BCStyle.SERIALNUMBER)[0].getFirst().getValue()).hasToString("889640782");
    }

    @Test
    void aProfileCanBeOutOfItsTime() {
        TestAuthority authority = TestAuthority.create("Test CA");
        Profile profile = Profile.seid2("NAV", "889640782");
        assertThatThrownBy(
                        () -> authority.issue(profile.expired()).certificate().checkValidity())
                .isInstanceOf(CertificateExpiredException.class);
        assertThatThrownBy(() ->
                        authority.issue(profile.notYetValid()).certificate().checkValidity())
                .isInstanceOf(CertificateNotYetValidException.class);
    }

    @Test
    void theFilesCanBeReadBackAndTheKeyOnlyByItsOwner() throws Exception {
        Identity identity = TestAuthority.selfSigned("SvarUt");
        Path certificate = dir.resolve("cert.pem");
        Path key = dir.resolve("key.pem");

        identity.write(certificate, key);
        identity.write(certificate, key);

        try (InputStream in = Files.newInputStream(certificate)) {
            assertThat(CertificateFactory.getInstance("X.509").generateCertificate(in))
                    .isEqualTo(identity.certificate());
        }
        assertThat(key).content().startsWith("-----BEGIN PRIVATE KEY-----\n").endsWith("-----END PRIVATE KEY-----\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(identity.toString()).doesNotContain("RSA");
    }
}
