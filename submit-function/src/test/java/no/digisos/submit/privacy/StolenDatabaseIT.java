package no.digisos.submit.privacy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import no.digisos.common.testkit.Surroundings;

@QuarkusIntegrationTest
@QuarkusTestResource(Surroundings.class)
class StolenDatabaseIT extends StolenDatabaseSuite {}
