package no.digisos.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {

    @TempDir
    Path root;

    @Test
    void theCheckoutIsFoundFromWithin() {
        assertThat(Checkout.here().root().resolve("infra/local/pom.xml")).exists();
    }

    @Test
    void whatIsNotBuiltIsNamedWithTheCommandThatBuildsIt() {
        Checkout checkout = new Checkout(root);

        assertThatThrownBy(() -> checkout.jar("submit-function"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("submit-function/target/quarkus-app/quarkus-run.jar")
                .hasMessageContaining("./mvnw");
        assertThatThrownBy(() -> checkout.runner("submit-function"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("submit-function")
                .hasMessageContaining("-Dnative");
    }

    @Test
    void theNativeExecutableIsFoundByItsEnding() throws IOException {
        Path target = Files.createDirectories(root.resolve("submit-function/target"));
        Files.writeString(target.resolve("digisos-submit-function-runner.txt"), "");
        Path runner = Files.writeString(target.resolve("digisos-submit-function-0.1.0-runner"), "");
        assertThat(runner.toFile().setExecutable(true)).isTrue();

        assertThat(new Checkout(root).runner("submit-function")).isEqualTo(runner);
    }
}
