@NullMarked
package no.digisos.submit.download;

import org.jspecify.annotations.NullMarked;
