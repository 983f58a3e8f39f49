package no.digisos.submit.download;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import no.digisos.common.testkit.Surroundings;

@QuarkusIntegrationTest
@QuarkusTestResource(Surroundings.class)
class DownloadIT extends DownloadSuite {}
