package no.digisos.metadata;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import no.digisos.common.testkit.SlowCallersSuite;
import no.digisos.common.testkit.Surroundings;

@QuarkusTest
@TestProfile(SlowCallersSuite.Profile.class)
@QuarkusTestResource(Surroundings.class)
class SlowTest extends SlowSuite {}
