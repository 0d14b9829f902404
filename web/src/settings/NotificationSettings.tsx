import type { NotificationLevel, Notifications } from "@carillon/client";
import { useView } from "@carillon/client/react";
import { shortMoment } from "../i18n/format.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { useGeneralWishes, wishesOf } from "../notify/wishes.ts";
import { Field } from "../ui/Field.tsx";
import { useProblem } from "../ui/problem.ts";
import { useToast } from "../ui/toast.tsx";
import { DesktopSettings } from "./DesktopSettings.tsx";

const LEVELS: readonly NotificationLevel[] = ["all", "mentions", "none"];
const KINDS = [
  ["direct", "directLevel", "all"],
  ["group", "groupLevel", "all"],
  ["channel", "channelLevel", "mentions"],
] as const;
const HOUR_MS = 3_600_000;

/** What the user wants to be told of, on all devices; and how on this one. */
export function NotificationSettings() {
  const { t } = useTranslation();
  const view = useView();
  const wishes = useGeneralWishes();
  const toast = useToast();
  const problemOf = useProblem();
  const change = (next: Partial<Notifications>) => {
    wishesOf(view)
      .change(next)
      .catch((error: unknown) => toast(problemOf(error)));
  };
  const snoozed = (wishes.snoozedUntil ?? 0) > Date.now();
  const quiet = wishes.quietHours;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

  return (
    <>
      <DesktopSettings />
      {KINDS.map(([kind, text, usual]) => (
        <Field key={kind} label={t(`settings.${text}`)}>
          <select
            className="input"
            value={wishes[kind] ?? usual}
            onChange={(event) => change({ [kind]: event.target.value as NotificationLevel })}
          >
            {LEVELS.map((level) => (
              <option key={level} value={level}>
                {t(`details.${level}`)}
              </option>
            ))}
          </select>
        </Field>
      ))}
      <label className="choice">
        <input
          type="checkbox"
          checked={wishes.showContent !== false}
          onChange={(event) => change({ showContent: event.target.checked })}
        />
        {t("settings.showContent")}
      </label>
      <section>
        <h3>{t("settings.dnd")}</h3>
        <div className="line">
          {snoozed ? (
            <>
              <span>{t("settings.dndUntil", { when: shortMoment(wishes.snoozedUntil ?? 0) })}</span>
              <button type="button" className="button" onClick={() => change({ snoozedUntil: 0 })}>
                {t("settings.dndOff")}
              </button>
            </>
          ) : (
            <button type="button" className="button" onClick={() => change({ snoozedUntil: Date.now() + HOUR_MS })}>
              {t("details.forHour")}
            </button>
          )}
        </div>
        <label className="choice">
          <input
            type="checkbox"
            checked={quiet !== undefined}
            onChange={(event) =>
              change(
                event.target.checked
                  ? { quietHours: { from: "22:00", until: "07:00", zone } }
                  : ({ quietHours: undefined } as unknown as Partial<Notifications>),
              )
            }
          />
          {t("settings.quietHours")}
        </label>
        {quiet !== undefined && (
          <div className="line">
            <input
              className="input time"
              type="time"
              aria-label={t("settings.quietHours")}
              value={quiet.from}
              onChange={(event) => change({ quietHours: { ...quiet, from: event.target.value } })}
            />
            {t("settings.and")}
            <input
              className="input time"
              type="time"
              aria-label={t("settings.and")}
              value={quiet.until}
              onChange={(event) => change({ quietHours: { ...quiet, until: event.target.value } })}
            />
          </div>
        )}
      </section>
    </>
  );
}
