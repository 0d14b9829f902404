package chat.carillon.testkit.sim.scenario;

import chat.carillon.core.store.AccountStore;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import chat.carillon.testkit.sim.Chance;
import chat.carillon.testkit.sim.Journal;
import chat.carillon.testkit.sim.Life;
import chat.carillon.testkit.sim.Sabotage;
import chat.carillon.testkit.sim.SimDatabase;
import chat.carillon.testkit.sim.SimScheduler;
import chat.carillon.testkit.sim.SimTime;
import chat.carillon.testkit.sim.client.SimClient;
import chat.carillon.testkit.sim.client.SimUser;
import chat.carillon.testkit.sim.cluster.SimBroker;
import chat.carillon.testkit.sim.cluster.SimCluster;
import chat.carillon.testkit.sim.cluster.SimNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Everything that is there in one simulation.
final class World {
    /// Makes a conversation so large that it is published instead of routed member by member.
    private static final int CROWD = 33;

    private final Setting setting;
    private final SimScheduler scheduler;
    private final SimDatabase database;
    private final List<SimBroker> brokers;
    private final SimCluster cluster;
    private final List<UserId> users;
    private final List<UserId> crowd;
    private final List<SimUser> devices = new ArrayList<>();

    World(Setting setting, SimScheduler scheduler, Sabotage sabotage) {
        this.setting = setting;
        this.scheduler = scheduler;
        var time = new SimTime(scheduler, new Life(), 0);
        database = new SimDatabase(scheduler, time, setting.limits(), sabotage, setting.appendConcurrency());
        brokers = Stream.generate(() -> new SimBroker(scheduler))
                .limit(setting.regions())
                .toList();
        users = IntStream.range(0, setting.users())
                .mapToObj(i -> new UserId("user" + i))
                .toList();
        crowd = IntStream.range(0, CROWD)
                .mapToObj(i -> new UserId("absent" + i))
                .toList();
        Stream.concat(users.stream(), crowd.stream())
                .forEach(user -> database.content()
                        .accounts()
                        .create(new AccountStore.Account(user, user.value(), false, false, 0), null));
        var around = new SimNode.Surroundings(scheduler, database, brokers, setting.limits(), sabotage);
        cluster = new SimCluster(around, setting.nodes());
        for (UserId user : users) {
            for (int i = 0; i < setting.devices(); i++) {
                var client = new SimClient(user, new DeviceId("device" + i), cluster, database.journal());
                devices.add(new SimUser(client, scheduler.chance()));
            }
        }
    }

    Setting setting() {
        return setting;
    }

    SimScheduler scheduler() {
        return scheduler;
    }

    Chance chance() {
        return scheduler.chance();
    }

    SimDatabase database() {
        return database;
    }

    Journal journal() {
        return database.journal();
    }

    /// One a region.
    List<SimBroker> brokers() {
        return brokers;
    }

    SimCluster cluster() {
        return cluster;
    }

    List<UserId> users() {
        return users;
    }

    /// Users who never connect.
    List<UserId> crowd() {
        return crowd;
    }

    List<SimUser> devices() {
        return devices;
    }

    List<SimClient> clients() {
        return devices.stream().map(SimUser::client).toList();
    }
}
