package no.digisos.status;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import no.digisos.common.testkit.Omgivelser;

@QuarkusTest
@QuarkusTestResource(Omgivelser.class)
class SviktendeDatabaseTest extends SviktendeDatabaseSuite {}
