package no.digisos.status;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import no.digisos.common.testkit.LangsommeKallereSuite;
import no.digisos.common.testkit.Omgivelser;

@QuarkusIntegrationTest
@TestProfile(LangsommeKallereSuite.Profil.class)
@QuarkusTestResource(Omgivelser.class)
class LangsommeIT extends LangsommeSuite {}
