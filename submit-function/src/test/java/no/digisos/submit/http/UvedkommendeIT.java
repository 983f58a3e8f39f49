package no.digisos.submit.http;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import no.digisos.common.testkit.Omgivelser;
import no.digisos.common.testkit.Uvedkommendeprove;

@QuarkusIntegrationTest
@QuarkusTestResource(Omgivelser.class)
class UvedkommendeIT extends Uvedkommendeprove {}
