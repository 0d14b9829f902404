import { useView } from "@carillon/client/react";
import { useEffect, useState } from "react";
import { prefer, usePreferences } from "../app/preferences.ts";
import { useUserName } from "../chat/names.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { canPush, isPushOn, registerPush, unregisterPush } from "../notify/push.ts";
import { useProblem } from "../ui/problem.ts";
import { useToast } from "../ui/toast.tsx";

/** Notifications of this browser: of the page while it is open, and by Web Push when it is not. */
export function DesktopSettings() {
  const { t } = useTranslation();
  const view = useView();
  const user = useUserName();
  const { desktop } = usePreferences();
  const toast = useToast();
  const problemOf = useProblem();
  const [push, setPush] = useState(false);
  const [permission, setPermission] = useState(
    typeof Notification === "undefined" ? "missing" : Notification.permission,
  );
  useEffect(() => void isPushOn(user).then(setPush), [user]);

  async function turnOn() {
    const answer = await Notification.requestPermission();
    setPermission(answer);
    prefer({ desktop: answer === "granted" });
  }

  async function changePush(on: boolean) {
    try {
      if (!on) {
        await unregisterPush(view.http, user);
      } else if (!(await registerPush(view.http, user, view.client.device))) {
        toast(t("settings.pushMissing"));
        return;
      }
      setPush(on);
    } catch (error) {
      toast(problemOf(error));
    }
  }

  if (permission === "missing" || permission === "denied") {
    return (
      <section>
        <h3>{t("settings.desktop")}</h3>
        <p>{t(permission === "denied" ? "settings.desktopDenied" : "settings.desktopMissing")}</p>
      </section>
    );
  }
  const on = desktop && permission === "granted";
  return (
    <section>
      <h3>{t("settings.desktop")}</h3>
      <div className="line">
        <span>{on ? t("settings.desktopOn") : t("settings.desktopOff")}</span>
        <button type="button" className="button" onClick={() => (on ? prefer({ desktop: false }) : void turnOn())}>
          {on ? t("settings.turnOff") : t("settings.turnOn")}
        </button>
      </div>
      {on && canPush() && (
        <label className="choice">
          <input type="checkbox" checked={push} onChange={(event) => void changePush(event.target.checked)} />
          <span>
            {t("settings.push")}
            <br />
            <span className="hint">{t("settings.pushHint")}</span>
          </span>
        </label>
      )}
    </section>
  );
}
