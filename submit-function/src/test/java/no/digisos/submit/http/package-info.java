@NullMarked
package no.digisos.submit.http;

import org.jspecify.annotations.NullMarked;
