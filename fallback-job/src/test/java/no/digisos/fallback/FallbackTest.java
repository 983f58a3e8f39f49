package no.digisos.fallback;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.main.QuarkusMainTest;
import no.digisos.common.testkit.Surroundings;

@QuarkusMainTest
@QuarkusTestResource(Surroundings.class)
@QuarkusTestResource(SvarUtSurroundings.class)
@QuarkusTestResource(value = EmailSink.class, restrictToAnnotatedClass = true)
class FallbackTest extends FallbackSuite {}
