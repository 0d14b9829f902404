import type { Device, LoginToken } from "@carillon/client";
import { useView } from "@carillon/client/react";
import { useCallback, useEffect, useState } from "react";
import { useUserName } from "../chat/names.ts";
import { dateOf } from "../i18n/format.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { pushDevice, unregisterPush } from "../notify/push.ts";
import { useSession } from "../session/session.tsx";
import { useProblem } from "../ui/problem.ts";
import { useToast } from "../ui/toast.tsx";

/** Where the user is signed in, and which devices are woken. */
export function SessionSettings() {
  const { t } = useTranslation();
  const view = useView();
  const user = useUserName();
  const { sessionEnded } = useSession();
  const toast = useToast();
  const problemOf = useProblem();
  const [tokens, setTokens] = useState<readonly LoginToken[]>([]);
  const [devices, setDevices] = useState<readonly Device[]>([]);

  const load = useCallback(() => {
    view.http.tokens().then(setTokens, (error: unknown) => toast(problemOf(error)));
    view.http.devices().then(setDevices, () => {});
  }, [problemOf, toast, view]);
  useEffect(load, [load]);

  return (
    <>
      <p>{t("settings.sessionsAbout")}</p>
      <ul className="settings-list" role="list">
        {tokens.map((token) => (
          <li key={`${token.label} ${token.createdAt}`}>
            <span className="grow">
              <bdi>{token.label || t("settings.unnamed")}</bdi>
              <br />
              <span className="conversation-line">
                {t("settings.signedInAt", { when: dateOf(token.createdAt), until: dateOf(token.expiresAt) })}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="button danger"
        onClick={() => {
          view.http.logOutEverywhere().then(sessionEnded, (error: unknown) => toast(problemOf(error)));
        }}
      >
        {t("settings.signOutEverywhere")}
      </button>
      {devices.length > 0 && (
        <>
          <h3>{t("settings.devices")}</h3>
          <ul className="settings-list" role="list">
            {devices.map(({ device, label, registeredAt }) => (
              <li key={device}>
                <span className="grow">
                  <bdi>{label || device}</bdi> <span className="conversation-line">{dateOf(registeredAt)}</span>
                </span>
                <button
                  type="button"
                  className="button"
                  onClick={() => {
                    const own = device === pushDevice(user);
                    const forget = own ? unregisterPush(view.http, user) : view.http.removeDevice(device);
                    forget.then(load, (error: unknown) => toast(problemOf(error)));
                  }}
                >
                  {t("settings.forgetDevice")}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
