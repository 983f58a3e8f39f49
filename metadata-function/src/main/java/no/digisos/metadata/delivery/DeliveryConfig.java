package no.digisos.metadata.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the overview of deliveries looks back on. */
@ConfigMapping(prefix = "digisos.levering")
public interface DeliveryConfig {
    /** How far back shares, last receipts and last leases are counted. What is undecided is counted however old it is. */
    @WithDefault("30D")
    Duration vindu();
}
