package no.digisos.metadata.tilgang;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
@QuarkusTestResource(value = MedSertifikat.class, restrictToAnnotatedClass = true)
class TilgangIT extends TilgangSuite {}
