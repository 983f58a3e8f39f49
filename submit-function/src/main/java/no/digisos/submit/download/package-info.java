/** The citizen's own browser: login at ID-porten, and one document to the one who owns it (contract.md 3). */
@NullMarked
package no.digisos.submit.download;

import org.jspecify.annotations.NullMarked;
