package no.digisos.common.security;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import no.digisos.testkit.config.ConfigCheck;
import org.junit.jupiter.api.Test;

class VirksomhetssertifikatConfigTest {

    @Test
    void the_defaults() {
        ConfigCheck.defaults(VirksomhetssertifikatConfig.class)
                .expect(VirksomhetssertifikatConfig::kreves, false)
                .expect(VirksomhetssertifikatConfig::kilde, VirksomhetssertifikatConfig.Source.DIREKTE)
                .expect(VirksomhetssertifikatConfig::tillitsankre, Optional.empty())
                .expect(VirksomhetssertifikatConfig::mellomliggende, Optional.empty())
                .expect(VirksomhetssertifikatConfig::gatewayAvtrykk, Optional.empty())
                .check();
    }

    @Test
    void every_name_is_mapped() {
        ConfigCheck.names(VirksomhetssertifikatConfig.class)
                .set("digisos.virksomhetssertifikat.kreves", "true", VirksomhetssertifikatConfig::kreves, true)
                .set(
                        "digisos.virksomhetssertifikat.kilde",
                        "gateway",
                        VirksomhetssertifikatConfig::kilde,
                        VirksomhetssertifikatConfig.Source.GATEWAY)
                .set(
                        "digisos.virksomhetssertifikat.tillitsankre",
                        "/etc/digisos/13",
                        VirksomhetssertifikatConfig::tillitsankre,
                        Optional.of(Path.of("/etc/digisos/13")))
                .set(
                        "digisos.virksomhetssertifikat.mellomliggende",
                        "/etc/digisos/14",
                        VirksomhetssertifikatConfig::mellomliggende,
                        Optional.of(Path.of("/etc/digisos/14")))
                .set(
                        "digisos.virksomhetssertifikat.gateway-avtrykk",
                        "a15,b15",
                        VirksomhetssertifikatConfig::gatewayAvtrykk,
                        Optional.of(Set.of("a15", "b15")))
                .check();
    }
}
