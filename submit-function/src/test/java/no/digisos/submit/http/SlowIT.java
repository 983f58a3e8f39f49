package no.digisos.submit.http;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import no.digisos.seeds.suite.SlowCallersSuite;
import no.digisos.seeds.suite.Surroundings;

@QuarkusIntegrationTest
@TestProfile(SlowCallersSuite.Profile.class)
@QuarkusTestResource(Surroundings.class)
class SlowIT extends SlowSuite {}
