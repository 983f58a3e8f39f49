package no.digisos.status;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import no.digisos.common.testkit.StrangerCheck;
import no.digisos.common.testkit.Surroundings;

@QuarkusIntegrationTest
@QuarkusTestResource(Surroundings.class)
class StrangersIT extends StrangerCheck {}
