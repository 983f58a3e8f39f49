package no.digisos.submit;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import no.digisos.seeds.suite.Surroundings;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class FailingDatabaseTest extends FailingDatabaseSuite {}
