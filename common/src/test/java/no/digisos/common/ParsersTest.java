package no.digisos.common;

import no.digisos.testkit.parser.ParserCheck;

class ParsersTest extends ParserCheck {
    ParsersTest() {
        super("no.digisos.common");
    }
}
