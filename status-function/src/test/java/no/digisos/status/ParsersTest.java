package no.digisos.status;

import no.digisos.testkit.parser.ParserCheck;

class ParsersTest extends ParserCheck {
    ParsersTest() {
        super("no.digisos.status");
    }
}
