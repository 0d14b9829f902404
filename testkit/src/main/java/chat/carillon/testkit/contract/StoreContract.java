package chat.carillon.testkit.contract;

import chat.carillon.core.store.Store;
import chat.carillon.core.time.Time;
import chat.carillon.testkit.ManualTime;
import chat.carillon.testkit.contract.people.AuditContract;
import chat.carillon.testkit.contract.people.ProfilesContract;
import chat.carillon.testkit.contract.push.DevicesContract;
import chat.carillon.testkit.contract.push.MailboxesContract;
import chat.carillon.testkit.contract.push.PushLeasesContract;
import chat.carillon.testkit.contract.push.PushPlanningContract;
import chat.carillon.testkit.contract.push.PushSendingContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Everything that the documentation of [Store] and its parts promises.
public abstract class StoreContract
        implements LogContract,
                LogReadingContract,
                ConversationContract,
                MembershipContract,
                MembersContract,
                UnreadContract,
                HistoryContract,
                SearchContract,
                AccountContract,
                ProfilesContract,
                AuditContract,
                DevicesContract,
                MailboxesContract,
                PushLeasesContract,
                PushPlanningContract,
                PushSendingContract,
                ConcurrencyContract {
    private @Nullable StoreWorld world;

    /// Opens an empty store; the contract closes it.
    protected abstract Store open(Time time) throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        var time = new ManualTime();
        world = new StoreWorld(open(time), time);
    }

    @AfterEach
    void closeStore() {
        world().store().close();
    }

    @Override
    public StoreWorld world() {
        if (world == null) {
            throw new IllegalStateException("no test is running");
        }
        return world;
    }
}
