import type { Account } from "@carillon/client";
import { useAccount, useView } from "@carillon/client/react";
import { type ChangeEvent, type FormEvent, useState } from "react";
import { useUserName } from "../chat/names.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { Avatar } from "../ui/Avatar.tsx";
import { Field } from "../ui/Field.tsx";
import { useProblem } from "../ui/problem.ts";
import { useToast } from "../ui/toast.tsx";
import { squared } from "./picture.ts";
import { ownZone, zonesWith } from "./time-zones.ts";

/** How others see the user. */
export function ProfileSettings() {
  const user = useUserName();
  const profile = useAccount(user);
  const view = useView();
  if (profile === undefined) {
    return null;
  }
  const changed = (next: Account) => view.learned(next);
  return (
    <>
      <Picture profile={profile} changed={changed} />
      <Names key={profile.createdAt} profile={profile} changed={changed} />
      <Password user={user} />
    </>
  );
}

interface Changing {
  readonly profile: Account;
  readonly changed: (profile: Account) => void;
}

function Names({ profile, changed }: Changing) {
  const { t } = useTranslation();
  const { http } = useView();
  const toast = useToast();
  const problemOf = useProblem();

  async function submitted(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? "").trim();
    try {
      changed(
        await http.changeUser(profile.user, {
          displayName: text("displayName"),
          title: text("title"),
          timeZone: text("timeZone"),
        }),
      );
      toast(t("saved"));
    } catch (error) {
      toast(problemOf(error));
    }
  }

  return (
    <form className="stack" onSubmit={submitted}>
      <Field label={t("settings.displayName")}>
        <input className="input" name="displayName" required maxLength={128} defaultValue={profile.displayName} />
      </Field>
      <Field label={t("settings.jobTitle")}>
        <input className="input" name="title" maxLength={128} defaultValue={profile.title ?? ""} />
      </Field>
      <TimeZone stored={profile.timeZone ?? ""} />
      <button type="submit" className="button main">
        {t("save")}
      </button>
    </form>
  );
}

/** Nothing is told of where somebody is before they choose to. */
function TimeZone({ stored }: { readonly stored: string }) {
  const { t } = useTranslation();
  const [zone, setZone] = useState(stored);
  const own = ownZone();
  return (
    <>
      <Field label={t("settings.timeZone")}>
        <select className="input" name="timeZone" value={zone} onChange={(event) => setZone(event.target.value)}>
          <option value="" />
          {zonesWith([stored, own]).map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </Field>
      {zone !== own && (
        <button type="button" className="button" onClick={() => setZone(own)}>
          {t("settings.useZone", { zone: own })}
        </button>
      )}
    </>
  );
}

function Picture({ profile, changed }: Changing) {
  const { t } = useTranslation();
  const { http } = useView();
  const toast = useToast();
  const problemOf = useProblem();

  async function chosen(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    event.target.value = "";
    if (file === undefined) {
      return;
    }
    try {
      changed(await http.showAvatar(profile.user, await squared(file)));
    } catch {
      toast(t("settings.pictureTooLarge"));
    }
  }

  return (
    <div className="line">
      <Avatar id={profile.user} name={profile.displayName} picture={profile.avatar} size={72} />
      <label className="button">
        {t("settings.choosePicture")}
        <input
          className="unseen"
          type="file"
          accept="image/png,image/jpeg,image/webp"
          onChange={(event) => void chosen(event)}
        />
      </label>
      {profile.avatar !== undefined && (
        <button
          type="button"
          className="button plain"
          onClick={() => {
            http.removeAvatar(profile.user).then(changed, (error: unknown) => toast(problemOf(error)));
          }}
        >
          {t("settings.removePicture")}
        </button>
      )}
    </div>
  );
}

function Password({ user }: { readonly user: string }) {
  const { t } = useTranslation();
  const view = useView();
  const toast = useToast();
  const problemOf = useProblem();

  async function submitted(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    try {
      await view.http.changeUser(user, {
        oldPassword: String(fields.get("old")),
        password: String(fields.get("new")),
      });
      form.reset();
      toast(t("settings.passwordChanged"));
    } catch (error) {
      toast(problemOf(error));
    }
  }

  return (
    <form className="stack" onSubmit={submitted}>
      <h3>{t("settings.password")}</h3>
      <Field label={t("settings.oldPassword")}>
        <input className="input" name="old" type="password" autoComplete="current-password" required maxLength={256} />
      </Field>
      <Field label={t("settings.newPassword")} hint={t("setup.passwordHint")}>
        <input
          className="input"
          name="new"
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          maxLength={256}
        />
      </Field>
      <button type="submit" className="button">
        {t("settings.changePassword")}
      </button>
    </form>
  );
}
