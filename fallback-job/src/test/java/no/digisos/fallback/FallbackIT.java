package no.digisos.fallback;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.main.QuarkusMainIntegrationTest;
import no.digisos.common.testkit.Omgivelser;

@QuarkusMainIntegrationTest
@QuarkusTestResource(Omgivelser.class)
@QuarkusTestResource(SvarUtOmgivelser.class)
@QuarkusTestResource(value = Epostmottak.class, restrictToAnnotatedClass = true)
class FallbackIT extends FallbackSuite {}
