package no.digisos.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.crypto.RecipientKey;
import no.digisos.seeds.client.Opener;

/** What SvarUt was sent, seen with SvarUt's own key. */
final class SvarUtMailbox {

    private static final String METADATA = "forsendelseMetadata.json";

    private final Journal journal;
    private final DemoCaller check;
    private final RecipientKey key;

    SvarUtMailbox(Journal journal, DemoCaller check, RecipientKey key) {
        this.journal = journal;
        this.check = check;
        this.key = key;
    }

    /** Checks that SvarUt has this søknad once, whole, and can open it. */
    void receive(Soknad soknad, UUID digisosId, String forsendelsesId) throws IOException, InterruptedException {
        JsonNode forsendelse = hasOnce(soknad);
        journal.equal(
                "under the id that our status tells",
                forsendelsesId,
                forsendelse.get("id").asText());
        List<String> names = new ArrayList<>();
        for (JsonNode document : forsendelse.get("dokumenter")) {
            String name = document.get("filnavn").asText();
            byte[] plain = Opener.open(
                    check.get(
                                    200,
                                    "/forsendelser/" + forsendelsesId + "/dokumenter/"
                                            + URLEncoder.encode(name, StandardCharsets.UTF_8)
                                                    .replace("+", "%20"))
                            .body(),
                    key);
            if (name.equals(METADATA)) {
                journal.check(
                        name + " names the case",
                        new String(plain, StandardCharsets.UTF_8).contains(digisosId.toString()));
                continue;
            }
            journal.check(
                    name + " opens with SvarUt's key and is what was sent, " + plain.length + " bytes",
                    Arrays.equals(plain, soknad.documents().get(name)));
            names.add(name);
        }
        journal.equal(
                "nothing is missing and nothing is added",
                soknad.documents().keySet().stream().sorted().toList(),
                names.stream().sorted().toList());
    }

    /** Checks that SvarUt has this søknad once, and gives it. */
    JsonNode hasOnce(Soknad soknad) throws IOException, InterruptedException {
        JsonNode found = forsendelser(soknad);
        journal.equal("SvarUt has it once", 1, found.size());
        return found.get(0);
    }

    /** Checks that SvarUt has nothing of this søknad. */
    void hasNothingOf(Soknad soknad) throws IOException, InterruptedException {
        journal.equal("SvarUt has nothing of it", 0, forsendelser(soknad).size());
    }

    /** Everything that SvarUt has, one line each. */
    List<String> contents(Map<String, String> titlesByRef) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (JsonNode forsendelse : check.get(200, "/forsendelser").json()) {
            String ref = forsendelse.get("eksternReferanse").asText();
            lines.add(forsendelse.get("id").asText() + "  "
                    + forsendelse.get("status").asText() + "  "
                    + forsendelse.at("/forsendelse/tittel").asText() + ", "
                    + forsendelse.get("dokumenter").size() + " documents, søknad "
                    + titlesByRef.getOrDefault(ref, ref));
        }
        return lines;
    }

    private JsonNode forsendelser(Soknad soknad) throws IOException, InterruptedException {
        return check.get(200, "/forsendelser?eksternRef=" + soknad.ref()).json();
    }
}
