/**
 * Cryptography: CMS documents as the clients and the receivers know them, sealing of personal data at rest, keyed
 * look-ups and fingerprints, and the key material that comes from outside the database.
 *
 * <p>BouncyCastle gives ASN.1 structure only; every cryptographic operation is the JDK's, so that all of this works
 * in a native executable. Nothing here holds state that is random, timed or secret in a static field.
 */
@NullMarked
package no.digisos.common.crypto;

import org.jspecify.annotations.NullMarked;
