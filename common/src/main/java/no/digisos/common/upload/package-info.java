@NullMarked
package no.digisos.common.upload;

import org.jspecify.annotations.NullMarked;
