package no.digisos.status;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import no.digisos.common.testkit.SlowCallersSuite;
import no.digisos.common.testkit.Surroundings;

@QuarkusIntegrationTest
@TestProfile(SlowCallersSuite.Profile.class)
@QuarkusTestResource(Surroundings.class)
class SlowIT extends SlowSuite {}
