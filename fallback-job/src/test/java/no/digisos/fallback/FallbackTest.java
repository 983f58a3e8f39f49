package no.digisos.fallback;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.main.QuarkusMainTest;
import no.digisos.seeds.suite.Surroundings;

@QuarkusMainTest
@QuarkusTestResource(Surroundings.class)
@QuarkusTestResource(SvarUtSurroundings.class)
@QuarkusTestResource(value = EmailSink.class, restrictToAnnotatedClass = true)
class FallbackTest extends FallbackSuite {}
