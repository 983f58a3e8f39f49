package no.digisos.metadata.tilgang;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(value = MedSertifikat.class, restrictToAnnotatedClass = true)
class TilgangTest extends TilgangSuite {}
