package no.digisos.common.testkit;

class ParsereTest extends Parserprove {
    ParsereTest() {
        super("no.digisos.common");
    }
}
