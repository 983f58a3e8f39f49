package no.digisos.common.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import no.digisos.common.krypto.RecipientKey;
import org.bouncycastle.cms.CMSEnvelopedDataParser;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;

/** Opens CMS as a receiver does, by BouncyCastle's own reader and not by ours. */
public final class Apner {
    private Apner() {}

    public static byte[] apne(byte[] cms, RecipientKey mottaker) {
        try {
            Collection<RecipientInformation> mottakere = new CMSEnvelopedDataParser(new ByteArrayInputStream(cms))
                    .getRecipientInfos()
                    .getRecipients();
            return mottakere
                    .iterator()
                    .next()
                    .getContentStream(new JceKeyTransEnvelopedRecipient(mottaker.privateKey()))
                    .getContentStream()
                    .readAllBytes();
        } catch (CMSException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
