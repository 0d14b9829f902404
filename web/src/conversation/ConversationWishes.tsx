import type { ConversationKind, NotificationLevel } from "@carillon/client";
import { useView } from "@carillon/client/react";
import { useTranslation } from "../i18n/use-translation.tsx";
import { FOREVER, isMuted, useWishes, wishesOf } from "../notify/wishes.ts";
import { shortMoment } from "../i18n/format.ts";
import { useProblem } from "../ui/problem.ts";
import { useToast } from "../ui/toast.tsx";
import { Field } from "../ui/Field.tsx";

const LEVELS = ["all", "mentions", "none"] as const;
const HOUR_MS = 3_600_000;

function tomorrowMorning(): number {
  const morning = new Date();
  morning.setDate(morning.getDate() + 1);
  morning.setHours(8, 0, 0, 0);
  return morning.getTime();
}

/** What the user wants to be told of one conversation. */
export function ConversationWishes({ id }: { readonly id: string; readonly kind: ConversationKind }) {
  const { t } = useTranslation();
  const view = useView();
  const toast = useToast();
  const problemOf = useProblem();
  const wish = useWishes().get(id);
  const muted = (wish?.mutedUntil ?? 0) > Date.now();

  function change(next: { readonly level?: NotificationLevel; readonly mutedUntil?: number }) {
    wishesOf(view)
      .changeConversation(id, next)
      .catch((error: unknown) => toast(problemOf(error)));
  }
  const level = wish?.level === undefined ? {} : { level: wish.level };
  const mute = (mutedUntil: number) => change({ ...level, mutedUntil });

  return (
    <section className="stack">
      <Field label={t("details.notifications")}>
        <select
          className="input"
          value={wish?.level ?? ""}
          onChange={(event) => {
            const chosen = LEVELS.find((each) => each === event.target.value);
            change({
              ...(chosen === undefined ? {} : { level: chosen }),
              ...(wish?.mutedUntil === undefined ? {} : { mutedUntil: wish.mutedUntil }),
            });
          }}
        >
          <option value="">{t("details.asUsual")}</option>
          {LEVELS.map((each) => (
            <option key={each} value={each}>
              {t(`details.${each}`)}
            </option>
          ))}
        </select>
      </Field>
      {muted && isMuted(wish) ? (
        <div className="line">
          <span className="grow">
            {wish?.mutedUntil === FOREVER || wish?.mutedUntil === undefined
              ? t("details.mutedForever")
              : t("details.muted", { when: shortMoment(wish.mutedUntil) })}
          </span>
          <button type="button" className="button" onClick={() => change(level)}>
            {t("details.unmute")}
          </button>
        </div>
      ) : (
        <div className="line" role="group" aria-label={t("details.mute")}>
          <span>{t("details.mute")}:</span>
          <button type="button" className="button" onClick={() => mute(Date.now() + HOUR_MS)}>
            {t("details.forHour")}
          </button>
          <button type="button" className="button" onClick={() => mute(tomorrowMorning())}>
            {t("details.untilTomorrow")}
          </button>
          <button type="button" className="button" onClick={() => mute(FOREVER)}>
            {t("details.forever")}
          </button>
        </div>
      )}
    </section>
  );
}
