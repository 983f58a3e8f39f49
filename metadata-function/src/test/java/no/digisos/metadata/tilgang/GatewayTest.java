package no.digisos.metadata.tilgang;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(value = MedGateway.class, restrictToAnnotatedClass = true)
class GatewayTest extends GatewaySuite {}
