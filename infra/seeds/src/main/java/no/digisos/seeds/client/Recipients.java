package no.digisos.seeds.client;

import no.digisos.common.crypto.RecipientKey;
import no.digisos.testkit.tls.Identity;
import no.digisos.testkit.tls.SelfSigned;

/** Certificates of receivers with the keys that open what is encrypted to them, as our own classes have them. */
public final class Recipients {
    private Recipients() {}

    /** A new one, as {@link SelfSigned#generate(String, int)} makes it. */
    public static RecipientKey generate(String commonName, int bits) {
        return of(SelfSigned.generate(commonName, bits));
    }

    /** The same certificate and key. */
    public static RecipientKey of(Identity identity) {
        return new RecipientKey(identity.certificate(), identity.privateKey());
    }
}
