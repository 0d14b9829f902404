package chat.carillon.core.store.memory;

import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.plan.ConversationWish;
import chat.carillon.core.push.plan.Wishes;
import chat.carillon.core.store.DeviceStore;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// [DeviceStore] in memory. Thread-safe: guarded by the state's monitor.
final class MemoryDevices implements DeviceStore {
    private final MemoryState state;
    private final Time time;

    MemoryDevices(MemoryState state, Time time) {
        this.state = state;
        this.time = time;
    }

    @Override
    public boolean register(PushDevice wanted, int max) {
        synchronized (state) {
            String fingerprint = wanted.target().fingerprint();
            Optional<PushDevice> former = state.devices.getOrDefault(wanted.user(), List.of()).stream()
                    .filter(known -> known.device().equals(wanted.device()))
                    .findFirst();
            long others = state.devices.getOrDefault(wanted.user(), List.of()).stream()
                    .filter(known -> !known.device().equals(wanted.device()))
                    .filter(known -> !known.target().fingerprint().equals(fingerprint))
                    .count();
            if (others >= max) {
                return false;
            }
            long at = former.filter(known -> known.target().equals(wanted.target()))
                    .map(PushDevice::registeredAtMillis)
                    .orElseGet(time::wallMillis);
            state.devices
                    .values()
                    .forEach(devices -> devices.removeIf(
                            known -> known.target().fingerprint().equals(fingerprint)));
            List<PushDevice> own = state.devices.computeIfAbsent(wanted.user(), _ -> new ArrayList<>());
            own.removeIf(known -> known.device().equals(wanted.device()));
            own.add(new PushDevice(wanted.user(), wanted.device(), wanted.target(), wanted.label(), at));
            own.sort(java.util.Comparator.comparingLong(PushDevice::registeredAtMillis)
                    .thenComparing(PushDevice::device));
            return true;
        }
    }

    @Override
    public List<PushDevice> devicesOf(UserId user) {
        synchronized (state) {
            return List.copyOf(state.devices.getOrDefault(user, List.of()));
        }
    }

    @Override
    public boolean remove(UserId user, DeviceId device) {
        synchronized (state) {
            return state.devices
                    .getOrDefault(user, new ArrayList<>())
                    .removeIf(known -> known.device().equals(device));
        }
    }

    @Override
    public void prune(UserId user, DeviceId device, PushTarget target) {
        synchronized (state) {
            state.devices
                    .getOrDefault(user, new ArrayList<>())
                    .removeIf(known ->
                            known.device().equals(device) && known.target().equals(target));
        }
    }

    @Override
    public boolean anyDevice() {
        synchronized (state) {
            return state.devices.values().stream().anyMatch(devices -> !devices.isEmpty());
        }
    }

    @Override
    public Wishes wishes(UserId user) {
        synchronized (state) {
            return state.wishes.getOrDefault(user, Wishes.of(user));
        }
    }

    @Override
    public void put(Wishes wishes) {
        synchronized (state) {
            state.wishes.put(wishes.user(), wishes);
        }
    }

    @Override
    public ConversationWish wish(UserId user, ConversationId conversation) {
        synchronized (state) {
            return state.conversationWishes
                    .getOrDefault(user, Map.of())
                    .getOrDefault(conversation, ConversationWish.of(user, conversation));
        }
    }

    @Override
    public List<ConversationWish> conversationWishes(UserId user) {
        synchronized (state) {
            return List.copyOf(
                    state.conversationWishes.getOrDefault(user, Map.of()).values());
        }
    }

    @Override
    public void put(ConversationWish wish) {
        synchronized (state) {
            Map<ConversationId, ConversationWish> own =
                    state.conversationWishes.computeIfAbsent(wish.user(), _ -> new TreeMap<>());
            if (wish.isNone()) {
                own.remove(wish.conversation());
            } else {
                own.put(wish.conversation(), wish);
            }
        }
    }
}
