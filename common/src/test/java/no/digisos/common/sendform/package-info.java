@NullMarked
package no.digisos.common.sendform;

import org.jspecify.annotations.NullMarked;
