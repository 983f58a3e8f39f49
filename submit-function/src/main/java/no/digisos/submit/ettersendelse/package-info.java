/** More documents to a case that is there (contract.md 1.3). */
@NullMarked
package no.digisos.submit.ettersendelse;

import org.jspecify.annotations.NullMarked;
