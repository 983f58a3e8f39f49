package no.digisos.fallback.crash;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;
import no.digisos.common.database.Transactions;
import no.digisos.fallback.crash.DyingProcess.CrashPoint;
import org.jspecify.annotations.Nullable;

/** Transactions of a process that may be dead, or die right before a commit. Counts statements. */
@Alternative
@Priority(1)
@Singleton
class MortalTransactions extends Transactions {
    private final DyingProcess process;

    MortalTransactions(DataSource dataSource, DyingProcess process) {
        super(dataSource);
        this.process = process;
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(Work<T> work) {
        process.live();
        T done = super.inTransaction(c -> {
            T answer = work.run(counting(c));
            if (process.writingResult()) {
                process.liveOrDie(CrashPoint.FOR_RESULTATETS_COMMIT);
            }
            process.step();
            return answer;
        });
        process.step();
        return done;
    }

    @Override
    public <T extends @Nullable Object> T autoCommit(Work<T> work) {
        process.step();
        T done = super.autoCommit(c -> work.run(counting(c)));
        process.step();
        return done;
    }

    private Connection counting(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        process.statement();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
