@NullMarked
package no.digisos.submit.ettersendelse;

import org.jspecify.annotations.NullMarked;
