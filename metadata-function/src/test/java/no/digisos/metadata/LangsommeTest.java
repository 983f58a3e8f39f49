package no.digisos.metadata;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import no.digisos.common.testkit.LangsommeKallereSuite;
import no.digisos.common.testkit.Omgivelser;

@QuarkusTest
@TestProfile(LangsommeKallereSuite.Profil.class)
@QuarkusTestResource(Omgivelser.class)
class LangsommeTest extends LangsommeSuite {}
