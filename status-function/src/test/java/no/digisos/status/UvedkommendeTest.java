package no.digisos.status;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import no.digisos.common.testkit.Omgivelser;
import no.digisos.common.testkit.Uvedkommendeprove;

@QuarkusTest
@QuarkusTestResource(Omgivelser.class)
class UvedkommendeTest extends Uvedkommendeprove {}
