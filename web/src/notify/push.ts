import { CarillonError, type CarillonHttp } from "@carillon/client";
import { browserName } from "../session/browser-name.ts";
import { storageName } from "../session/forget.ts";

const deviceKey = (user: string) => `${storageName(user)}:push-device`;
/** Where the browser was woken when it registered last. */
const endpointKey = (user: string) => `${storageName(user)}:push-endpoint`;

/** Whether this browser takes pushes here; not over plain http from another machine. */
export function canPush(): boolean {
  return "serviceWorker" in navigator && "PushManager" in window && typeof Notification !== "undefined";
}

export async function isPushOn(user: string): Promise<boolean> {
  if (!canPush() || localStorage.getItem(deviceKey(user)) === null) {
    return false;
  }
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) != null;
}

/**
 * Has this browser woken when its user misses a message.
 *
 * @param device as the sessions of this browser call themselves: what they have acknowledged, it is not told again
 * @returns false if the server offers no Web Push
 */
export async function registerPush(http: CarillonHttp, user: string, device: string): Promise<boolean> {
  const offer = await http.pushOffer();
  if (offer.vapidKey === undefined) {
    return false;
  }
  const registration = await navigator.serviceWorker.ready;
  const old = await registration.pushManager.getSubscription();
  await old?.unsubscribe();
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: offer.vapidKey,
  });
  const { endpoint, keys } = subscription.toJSON();
  await http.registerDevice(device, {
    label: browserName(navigator.userAgent),
    target: {
      kind: "webpush",
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(keys === undefined ? {} : { keys }),
    },
  });
  localStorage.setItem(deviceKey(user), device);
  localStorage.setItem(endpointKey(user), endpoint ?? "");
  return true;
}

/**
 * Registers again what the user has switched on, if the browser has another subscription now or the server knows the
 * device no more: it forgets whom a push service does not know.
 */
export async function keepPush(http: CarillonHttp, user: string, device: string): Promise<void> {
  const registered = pushDevice(user);
  if (registered === undefined || !canPush() || Notification.permission !== "granted") {
    return;
  }
  const registration = await navigator.serviceWorker.ready;
  const subscription = await registration.pushManager.getSubscription();
  const same = subscription !== null && subscription.endpoint === localStorage.getItem(endpointKey(user));
  if (!same || !(await http.devices()).some((known) => known.device === registered)) {
    await registerPush(http, user, device);
  }
}

/** The device that pushes to this browser go to; undefined where there are none. */
export function pushDevice(user: string): string | undefined {
  return localStorage.getItem(deviceKey(user)) ?? undefined;
}

/** Has this browser woken no more. */
export async function unregisterPush(http: CarillonHttp, user: string): Promise<void> {
  const device = pushDevice(user);
  if (device === undefined) {
    return;
  }
  localStorage.removeItem(deviceKey(user));
  localStorage.removeItem(endpointKey(user));
  await unsubscribePush();
  await http.removeDevice(device).catch((error: unknown) => {
    // It was forgotten from elsewhere, which is as good.
    if (!(error instanceof CarillonError && error.code === "no_such_device")) {
      throw error;
    }
  });
}

export async function unsubscribePush(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  const subscription = await registration?.pushManager?.getSubscription();
  await subscription?.unsubscribe();
}

/** Takes away what was shown of the user's messages. */
export async function closeNotifications(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  for (const shown of (await registration?.getNotifications?.()) ?? []) {
    shown.close();
  }
}
