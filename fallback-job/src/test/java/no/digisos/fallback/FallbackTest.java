package no.digisos.fallback;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.main.QuarkusMainTest;
import no.digisos.common.testkit.Omgivelser;

@QuarkusMainTest
@QuarkusTestResource(Omgivelser.class)
@QuarkusTestResource(SvarUtOmgivelser.class)
@QuarkusTestResource(value = Epostmottak.class, restrictToAnnotatedClass = true)
class FallbackTest extends FallbackSuite {}
