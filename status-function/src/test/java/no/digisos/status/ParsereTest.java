package no.digisos.status;

import no.digisos.common.testkit.Parserprove;

class ParsereTest extends Parserprove {
    ParsereTest() {
        super("no.digisos.status");
    }
}
