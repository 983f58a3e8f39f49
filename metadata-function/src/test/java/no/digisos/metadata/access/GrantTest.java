package no.digisos.metadata.access;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(value = WithCertificate.class, restrictToAnnotatedClass = true)
class GrantTest extends GrantSuite {}
