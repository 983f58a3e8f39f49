package no.digisos.metadata.access;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(value = WithGateway.class, restrictToAnnotatedClass = true)
class GatewayTest extends GatewaySuite {}
