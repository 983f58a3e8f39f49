package no.digisos.submit.http;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import no.digisos.seeds.suite.SlowCallersSuite;
import no.digisos.seeds.suite.Surroundings;

@QuarkusTest
@TestProfile(SlowCallersSuite.Profile.class)
@QuarkusTestResource(Surroundings.class)
class SlowTest extends SlowSuite {}
