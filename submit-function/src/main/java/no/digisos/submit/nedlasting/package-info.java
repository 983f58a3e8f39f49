@NullMarked
package no.digisos.submit.nedlasting;

import org.jspecify.annotations.NullMarked;
