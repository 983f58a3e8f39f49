package no.digisos.common.kommune;

import java.util.List;

/**
 * What a kommune decides of one of its kontoer.
 *
 * @param enhetsnumre the NAV offices whose messages go here, four digits each
 * @param meldingstyper the names on the wire of the message types that its fagsystem understands
 */
public record KontoSettings(String navn, List<String> enhetsnumre, List<String> meldingstyper) {
    public KontoSettings {
        enhetsnumre = List.copyOf(enhetsnumre);
        meldingstyper = List.copyOf(meldingstyper);
    }
}
