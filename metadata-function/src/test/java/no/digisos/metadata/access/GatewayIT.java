package no.digisos.metadata.access;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
@QuarkusTestResource(value = WithGateway.class, restrictToAnnotatedClass = true)
class GatewayIT extends GatewaySuite {}
