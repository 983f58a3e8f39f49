package no.digisos.fallback;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.main.QuarkusMainIntegrationTest;
import no.digisos.seeds.suite.Surroundings;

@QuarkusMainIntegrationTest
@QuarkusTestResource(Surroundings.class)
@QuarkusTestResource(SvarUtSurroundings.class)
@QuarkusTestResource(value = EmailSink.class, restrictToAnnotatedClass = true)
class FallbackIT extends FallbackSuite {}
