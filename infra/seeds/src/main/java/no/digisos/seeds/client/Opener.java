package no.digisos.seeds.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import no.digisos.common.crypto.RecipientKey;
import org.bouncycastle.cms.CMSEnvelopedDataParser;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;

/** Opens CMS as a receiver does, by BouncyCastle's own reader and not by ours. */
public final class Opener {
    private Opener() {}

    /** The plain document. */
    public static byte[] open(byte[] cms, RecipientKey recipient) {
        try {
            Collection<RecipientInformation> recipients = new CMSEnvelopedDataParser(new ByteArrayInputStream(cms))
                    .getRecipientInfos()
                    .getRecipients();
            return recipients
                    .iterator()
                    .next()
                    .getContentStream(new JceKeyTransEnvelopedRecipient(recipient.privateKey()))
                    .getContentStream()
                    .readAllBytes();
        } catch (CMSException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
