package no.digisos.status;

import no.digisos.common.testkit.ParserCheck;

class ParsersTest extends ParserCheck {
    ParsersTest() {
        super("no.digisos.status");
    }
}
