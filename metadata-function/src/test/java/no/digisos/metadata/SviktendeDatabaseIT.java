package no.digisos.metadata;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import no.digisos.common.testkit.Omgivelser;

@QuarkusIntegrationTest
@QuarkusTestResource(Omgivelser.class)
class SviktendeDatabaseIT extends SviktendeDatabaseSuite {}
