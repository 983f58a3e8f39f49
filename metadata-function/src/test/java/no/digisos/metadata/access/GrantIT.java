package no.digisos.metadata.access;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
@QuarkusTestResource(value = WithCertificate.class, restrictToAnnotatedClass = true)
class GrantIT extends GrantSuite {}
