package no.digisos.submit;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import no.digisos.seeds.suite.Surroundings;

@QuarkusIntegrationTest
@QuarkusTestResource(Surroundings.class)
class RaceIT extends RaceSuite {}
