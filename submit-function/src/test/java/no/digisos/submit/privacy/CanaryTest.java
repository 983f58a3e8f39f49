package no.digisos.submit.privacy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import no.digisos.seeds.suite.Surroundings;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@QuarkusTestResource(CanaryLog.class)
class CanaryTest extends CanarySuite {}
