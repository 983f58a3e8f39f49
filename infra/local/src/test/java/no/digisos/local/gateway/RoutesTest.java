package no.digisos.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

    private static final int SUBMIT = 1;
    private static final int STATUS = 2;
    private static final int METADATA = 3;
    private final Routes routes = Routes.digisos(SUBMIT, STATUS, METADATA);

    @ParameterizedTest
    @CsvSource({
        "/digisos/api/v1/soknader, 1",
        "/digisos/api/v1/soknader/11e8f9a0-0000-4000-8000-000000000001/nyEttersendelse, 1",
        "/digisos/api/v2/soknader/x, 1",
        "/digisos/api/v1/mellomlagring/x, 1",
        "/digisos/api/v1/dokumentlager-public-key, 1",
        "/digisos/klage/api/v1/x, 1",
        "/dokumentlager/nedlasting/niva4/x, 1",
        "/digisos/api/v1/nav/kommuner, 3",
        "/digisos/mottak/v1/leveranser, 2",
        "/tjenester/svarinn/mottaker/hentNyeForsendelser, 2",
        "/fiks-io/katalog/api/v1/lookup, 2",
        "/digisos/api/v1/konfigurasjon/x, 2",
        "/digisos/api/v1/11e8f9a0-0000-4000-8000-000000000001/ny, 2",
        "/digisos/api/v1/11E8F9A0-0000-4000-8000-00000000000A/x/y, 2",
    })
    void eachPathHasItsFunction(String path, int port) {
        assertThat(routes.find("POST", path)).map(Route::port).contains(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/digisos/api/v3/soknader",
                "/digisos/api/v1/soknaderX",
                "/digisos/api/v1/navX",
                "/digisos/api/v1/ikke-en-uuid/ny",
                "/digisos/api/v1/11e8f9a0-0000-4000-8000-00000000000/ny",
                "/x/digisos/api/v1/soknader",
                "/digisos/api/v1/soknader/../nav/kommuner",
                "/digisos/api/v1/soknader/%2E%2e/nav/kommuner",
                "/digisos/api/v1/soknader/..;a=b/nav/kommuner",
                "/digisos/api/v1/soknader/..%2fnav/kommuner",
                "/digisos/api/v1/soknader/./x",
            })
    void otherPathsHaveNone(String path) {
        assertThat(routes.find("GET", path)).isEmpty();
    }

    @Test
    void aRuleForSomeMethodsLeavesTheOthersToTheNextRule() {
        Routes table = new Routes(List.of(Route.below("/a", "h", 1).only("GET", "HEAD"), Route.below("/a", "h", 2)));

        assertThat(table.find("GET", "/a")).map(Route::port).contains(1);
        assertThat(table.find("PUT", "/a")).map(Route::port).contains(2);
    }

    @Test
    void aFileNameWithDotsIsNoDotSegment() {
        assertThat(routes.find("GET", "/digisos/api/v1/soknader/a..pdf")).isPresent();
    }
}
