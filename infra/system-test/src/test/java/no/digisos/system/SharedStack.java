package no.digisos.system;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import no.digisos.local.stack.RunningStack;
import no.digisos.seeds.client.Client;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One stack for all test classes that only call it, since to start one takes longer than most of them: what makes it strange for others
 * is put right before each class. Its cases, deliveries and mellomlagringer are gone then, its clock shows the time, SvarUt fails
 * nobody; kommuner, integrations and the audit log stay. Classes that need another stack start their own, which ends this one.
 */
final class SharedStack implements BeforeAllCallback, ParameterResolver {
    private static final String EMPTY = "TRUNCATE digisos_sak, mellomlagring, historikk, varsel CASCADE";

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        RunningStack stack = StackUnderTest.shared(context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL));
        stack.clock().set(Duration.ZERO);
        empty(stack);
        Client.against(stack.json().svarut().kontroll().toString()).delete("/feil");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningStack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        try {
            return StackUnderTest.shared(context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void empty(RunningStack stack) throws SQLException {
        try (Connection c = stack.database().asOwner().getConnection();
                Statement s = c.createStatement()) {
            s.execute(EMPTY);
        }
    }
}
