package no.digisos.common.testkit;

class ParsersTest extends ParserCheck {
    ParsersTest() {
        super("no.digisos.common");
    }
}
