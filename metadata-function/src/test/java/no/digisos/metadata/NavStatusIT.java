package no.digisos.metadata;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import no.digisos.seeds.suite.Surroundings;

@QuarkusIntegrationTest
@QuarkusTestResource(Surroundings.class)
class NavStatusIT extends NavStatusSuite {}
