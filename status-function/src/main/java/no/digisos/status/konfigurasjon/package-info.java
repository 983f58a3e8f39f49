/** What a kommune's administrator decides: channel, kontoer, keys, integrations (contract.md 8). */
@NullMarked
package no.digisos.status.konfigurasjon;

import org.jspecify.annotations.NullMarked;
