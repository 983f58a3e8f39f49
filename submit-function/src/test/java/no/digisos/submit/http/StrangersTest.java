package no.digisos.submit.http;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import no.digisos.common.testkit.StrangerCheck;
import no.digisos.common.testkit.Surroundings;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class StrangersTest extends StrangerCheck {}
