@NullMarked
package no.digisos.common.dokumentlager;

import org.jspecify.annotations.NullMarked;
