package no.digisos.fallback.krasj;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;
import no.digisos.common.database.Transactions;
import no.digisos.fallback.krasj.Prosess.Krasjpunkt;
import org.jspecify.annotations.Nullable;

/** Transactions of a process that may be dead, or die right before a commit. Counts statements. */
@Alternative
@Priority(1)
@Singleton
class DodeligeTransactions extends Transactions {
    private final Prosess prosess;

    DodeligeTransactions(DataSource dataSource, Prosess prosess) {
        super(dataSource);
        this.prosess = prosess;
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(Work<T> work) {
        prosess.lev();
        T gjort = super.inTransaction(c -> {
            T svar = work.run(tellende(c));
            if (prosess.skriverResultat()) {
                prosess.leverEllerDo(Krasjpunkt.FOR_RESULTATETS_COMMIT);
            }
            prosess.steg();
            return svar;
        });
        prosess.steg();
        return gjort;
    }

    @Override
    public <T extends @Nullable Object> T autoCommit(Work<T> work) {
        prosess.steg();
        T gjort = super.autoCommit(c -> work.run(tellende(c)));
        prosess.steg();
        return gjort;
    }

    private Connection tellende(Connection ekte) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, metode, argumenter) -> {
                    if (metode.getName().equals("prepareStatement")) {
                        prosess.setning();
                    }
                    try {
                        return metode.invoke(ekte, argumenter);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
